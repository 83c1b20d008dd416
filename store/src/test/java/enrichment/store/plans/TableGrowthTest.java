package enrichment.store.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import enrichment.store.TestDatabase;
import enrichment.store.accounts.IdempotencyKeys;
import enrichment.store.accounts.WebhookSecrets;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.privacy.Retention;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.WebhookTests;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** Of every table it is known what keeps it from growing without end, or why it may. */
class TableGrowthTest {

  private static final String PURGED = "purged";
  private static final String BOUNDED = "bounded";
  private static final String KEPT = "kept";

  private static final Map<String, String> TABLES =
      Map.ofEntries(
          entry("account", BOUNDED + ": made by the operator"),
          entry("api_key", KEPT + ": who had access, and when it was taken away"),
          entry("company_lookup", PURGED),
          entry("contact", PURGED),
          entry("credit_balance", BOUNDED + ": one an account"),
          entry("credit_entry", KEPT + ": the ledger"),
          entry("credit_lot", KEPT + ": the ledger; a row a grant"),
          entry("credit_lot_hold", KEPT + ": the ledger; a row an enrichment that held of a lot"),
          entry("credit_return", BOUNDED + ": swept into the balance at the next hold"),
          entry("delivery", PURGED),
          entry("delivery_attempt", PURGED),
          entry("directory_person", BOUNDED + ": imported by the operator"),
          entry("email_pattern", BOUNDED + ": one a domain of companies that were asked about"),
          entry("enrichment", PURGED),
          entry("erasure", KEPT + ": the receipt of an erasure is the proof of it"),
          entry("flyway_schema_history", BOUNDED + ": one a migration"),
          entry("idempotency_key", PURGED),
          entry("identity_secret", BOUNDED + ": one"),
          entry("ledger_sum", BOUNDED + ": one"),
          entry("lookup", PURGED),
          entry("person_lookup", PURGED),
          entry("personal_email_consent", KEPT + ": the proof of consent"),
          entry("provider_circuit", BOUNDED + ": one a provider"),
          entry("provider_day", BOUNDED + ": a provider's days of ten years"),
          entry("provider_day_latency", BOUNDED + ": a provider's days of ten years"),
          entry("provider_pace", BOUNDED + ": one a provider"),
          entry("provider_sums", BOUNDED + ": one"),
          entry("suppressed_identity", KEPT + ": what a person has asked for"),
          entry("suppression", KEPT + ": what a person has asked for"),
          entry("webhook_pause", KEPT + ": a receiver's answer that it wants no more"),
          entry("webhook_receiver", PURGED),
          entry("webhook_secret", BOUNDED + ": the current one, and those of a day"),
          entry("webhook_test", PURGED));

  @Test
  void everyTableIsDeclared() {
    var database = TestDatabase.create();
    var tables =
        TestDatabase.jdbi(database)
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            "select table_name from information_schema.tables"
                                + " where table_schema = 'public' and table_type = 'BASE TABLE'")
                        .mapTo(String.class)
                        .set());
    assertThat(tables).isEqualTo(TABLES.keySet());
  }

  /** All that is in the tables is old: after a purge, nothing is in those that are purged. */
  @Test
  void afterAPurgeTheDatabaseIsSmaller() throws SQLException {
    var url = TestDatabase.createUrl();
    try (var database = Database.open(url, 4)) {
      GrownDatabase.fill(url, 2_000);
      var jdbi = TestDatabase.jdbi(database);
      jdbi.useHandle(
          handle -> {
            handle.execute(
                "update contact set outcome = 'FAILED', settled_at = now()"
                    + " where outcome is null");
            handle.execute(
                "update enrichment set closed_at = decided_at"
                    + " where closed_at is null and state = 'ACCEPTED'");
            handle.execute("update enrichment set purged_at = null");
            handle.execute("update delivery set state = 'DELIVERED'");
            handle.execute("vacuum full");
          });
      var before = sizes(jdbi);
      var ledger = rows(jdbi).get("credit_entry");

      purge(database);
      var left = rows(jdbi);
      assertThat(left.get("lookup") + left.get("delivery") + left.get("delivery_attempt"))
          .as("while ids are known")
          .isZero();
      assertThat(left.get("contact")).isPositive();

      jdbi.useHandle(
          handle ->
              handle.execute(
                  "update enrichment set purged_at = now() - interval '31 days'"
                      + " where purged_at is not null"));
      purge(database);
      jdbi.useHandle(handle -> handle.execute("vacuum full"));
      assertThat(rows(jdbi).get("credit_entry")).isEqualTo(ledger);
      var rows = rows(jdbi);
      var after = sizes(jdbi);
      TABLES.forEach(
          (table, why) -> {
            if (why.equals(PURGED)) {
              assertThat(rows.get(table)).as("rows of " + table).isZero();
              assertThat(after.get(table)).as("size of " + table).isLessThan(before.get(table));
            }
          });
    }
  }

  /** As the worker and housekeeping do. */
  private static void purge(Database database) {
    var retention = new Retention(database);
    while (retention.purge(Duration.ZERO).enrichments() > 0) {
      // Until nothing is left.
    }
    while (retention.remove(Retention.KNOWN_AS_GONE).enrichments() > 0) {
      // Until nothing is left.
    }
    new Enrichments(database).sweepInert(Duration.ZERO);
    new IdempotencyKeys(database).sweep(Duration.ZERO);
    new WebhookTests(database).sweep(Duration.ZERO);
    new WebhookSecrets(database).sweep();
    new Deliveries(database).forget(Duration.ZERO);
  }

  private static Map<String, Long> rows(Jdbi jdbi) {
    return each(jdbi, "select count(*) from %s");
  }

  private static Map<String, Long> sizes(Jdbi jdbi) {
    return each(jdbi, "select pg_total_relation_size('%s')");
  }

  private static Map<String, Long> each(Jdbi jdbi, String query) {
    return TABLES.keySet().stream()
        .collect(
            Collectors.toMap(
                table -> table,
                table ->
                    jdbi.withHandle(
                        handle ->
                            handle.createQuery(query.formatted(table)).mapTo(Long.class).one()),
                (a, b) -> a,
                TreeMap::new));
  }
}
