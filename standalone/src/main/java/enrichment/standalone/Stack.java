package enrichment.standalone;

import enrichment.api.ApiParts;
import enrichment.api.ApiSettings;
import enrichment.api.EnrichmentApi;
import enrichment.api.Housekeeping;
import enrichment.api.PortTakenException;
import enrichment.api.temporal.WebUi;
import enrichment.observability.metrics.BooksMetrics;
import enrichment.observability.metrics.Metrics;
import enrichment.observability.tracing.Tracing;
import enrichment.store.accounts.ApiKey;
import enrichment.store.enrichments.UnfinishedEnrichments;
import enrichment.store.sql.Database;
import enrichment.temporal.TemporalUnusableException;
import enrichment.worker.EnrichmentWorker;
import enrichment.worker.Providers;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** PostgreSQL, Temporal, a worker and the API, in one process. */
final class Stack implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Stack.class);
  private static final int CONNECTIONS = 30;

  /** What was started, the latest first: the order in which it is stopped. */
  private final Deque<AutoCloseable> started = new ConcurrentLinkedDeque<>();

  private final Metrics metrics;
  private final StandaloneTemporal temporal;
  private final Database database;
  private final DemoAccount demoAccount;
  private final String adminToken;
  private final WebUi webUi;
  private final EnrichmentApi api;
  private final int unfinished;

  private Stack(StandaloneConfig config, int httpPort, StandaloneTemporal.Starter starter) {
    // What cannot be used is refused before anything is started.
    PortTakenException.check(httpPort);
    Providers.openToList(config.worker().providers()).close();
    // Before anything is started: PostgreSQL would outlive this process.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    try {
      var data = started(DataDirectory.open(config.dataDir()));
      if (!data.isOwned()) {
        throw new UnusableException(
            "DATA_DIR %s is used by another process. Stop that one, or set DATA_DIR to another folder."
                .formatted(data.root()));
      }
      metrics = started(Metrics.start(config.metrics()));
      var postgres = started(StandalonePostgres.start(config, data));
      var tracing = started(Tracing.open(config.environment(), "enrichment"));
      temporal = started(starter.start(config, data, metrics.registry(), tracing));
      database = started(postgres.open(CONNECTIONS));
      database.measurePool(metrics.registry());
      BooksMetrics.bindTo(metrics.registry(), database);
      demoAccount = DemoAccount.open(config, data, database);
      adminToken = config.adminToken() != null ? config.adminToken() : ApiKey.generate().secret();

      // They are started again by the worker, as far as Temporal does not know them any more.
      unfinished = new UnfinishedEnrichments(database).count();
      started(startWorker(config, tracing));
      var parts =
          ApiParts.of(
              database,
              temporal.client(),
              new ApiSettings(
                  config.worker().webhooks().addresses(),
                  adminToken,
                  config.rateLimits(),
                  webUi(config),
                  Duration.ZERO),
              metrics.registry(),
              tracing);
      webUi = parts.webUi();
      started(Housekeeping.start(database));
      api = started(EnrichmentApi.create(parts)).start(httpPort);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  static Stack start(StandaloneConfig config, int httpPort) {
    return start(config, httpPort, StandaloneTemporal::start);
  }

  static Stack start(StandaloneConfig config, int httpPort, StandaloneTemporal.Starter temporal) {
    return new Stack(config, httpPort, temporal);
  }

  private <T extends AutoCloseable> T started(T part) {
    started.push(part);
    return part;
  }

  private AutoCloseable startWorker(StandaloneConfig config, Tracing tracing) {
    try {
      return temporal.work(
          client ->
              EnrichmentWorker.poll(
                  client, database, config.worker(), metrics.registry(), tracing));
    } catch (StatusRuntimeException e) {
      throw new TemporalUnusableException(e, temporal.description());
    }
  }

  private @Nullable String webUi(StandaloneConfig config) {
    return config.temporalUiUrl() != null ? config.temporalUiUrl() : temporal.webUi();
  }

  /** The list of batches in Temporal's web UI; null where that is not known. */
  @Nullable String batches() {
    return webUi.list("WorkflowType = 'BulkEnrichmentWorkflow'");
  }

  String url() {
    return "http://localhost:" + api.port();
  }

  StandaloneTemporal temporal() {
    return temporal;
  }

  /** Where Prometheus fetches what is measured; null: nothing is. */
  @Nullable String metricsUrl() {
    return metrics.port().isPresent()
        ? "http://localhost:%d/metrics".formatted(metrics.port().getAsInt())
        : null;
  }

  Database database() {
    return database;
  }

  DemoAccount demoAccount() {
    return demoAccount;
  }

  String adminToken() {
    return adminToken;
  }

  /** How many enrichments of an earlier run were still under way, and go on now. */
  int unfinished() {
    return unfinished;
  }

  @Override
  public synchronized void close() {
    for (var part = started.poll(); part != null; part = started.poll()) {
      try {
        part.close();
      } catch (Exception e) {
        // The rest is stopped all the same.
        LOG.atWarn().addKeyValue("error", e.getClass().getName()).log("standalone.stop.failed");
      }
    }
  }
}
