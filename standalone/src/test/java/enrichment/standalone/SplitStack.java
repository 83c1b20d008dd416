package enrichment.standalone;

import enrichment.api.ApiParts;
import enrichment.api.ApiSettings;
import enrichment.api.EnrichmentApi;
import enrichment.api.http.RateLimits;
import enrichment.domain.AddressPolicy;
import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/**
 * PostgreSQL, a real Temporal server and the API, and no worker: those are processes of their own.
 */
final class SplitStack implements AutoCloseable {

  static final int CREDITS = 1_000;
  static final String ADMIN_TOKEN = "admin-token";

  private static final String LOOPBACK = "127.0.0.0/8";

  private final EmbeddedPostgres postgres;
  private final StandaloneTemporal temporal;
  private final Database database;
  private final EnrichmentApi api;

  private SplitStack(StandaloneTemporal temporal) throws IOException {
    this.temporal = temporal;
    postgres = EmbeddedPostgres.start();
    database = Database.open(databaseUrl(), 10);
    var parts =
        ApiParts.of(
            database,
            temporal.client(),
            new ApiSettings(AddressPolicy.read(LOOPBACK), ADMIN_TOKEN, RateLimits.Settings.USUAL),
            Metrics.off().registry(),
            Tracing.OFF);
    api = EnrichmentApi.create(parts).start(0);
  }

  static SplitStack start(Path dataDir) throws IOException {
    return on(DevServer.start(dataDir));
  }

  /** On a server that somebody else has started; it is closed with this all the same. */
  static SplitStack on(StandaloneTemporal temporal) throws IOException {
    return new SplitStack(temporal);
  }

  private String databaseUrl() {
    return postgres.getJdbcUrl("postgres", "postgres");
  }

  /** What a worker is started with. */
  Map<String, String> environment(Map<String, String> more) {
    var environment = new HashMap<>(more);
    environment.put("DATABASE_URL", databaseUrl());
    environment.put("TEMPORAL_ADDRESS", temporal.service().getOptions().getTarget());
    environment.put("WEBHOOK_ALLOWED_NETWORKS", LOOPBACK);
    return environment;
  }

  /** A client with an account of its own, which has {@link #CREDITS}. */
  DemoClient newClient() {
    return new DemoClient("http://localhost:" + api.port(), newKey());
  }

  /** The key of a new account, which has {@link #CREDITS}. */
  ApiKey newKey() {
    var account = new Account(Ids.next(), "Test", false, List.of());
    var key = ApiKey.generate();
    new Accounts(database).create(account, key);
    new CreditLedger(database).grant(account.accountId(), CREDITS, "opening");
    return key;
  }

  String url() {
    return "http://localhost:" + api.port();
  }

  StandaloneTemporal temporal() {
    return temporal;
  }

  Database database() {
    return database;
  }

  /** What no API tells. */
  DataSource sql() {
    return postgres.getPostgresDatabase();
  }

  @Override
  public void close() throws IOException {
    api.close();
    database.close();
    temporal.close();
    postgres.close();
  }
}
