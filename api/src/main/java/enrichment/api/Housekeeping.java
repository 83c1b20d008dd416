package enrichment.api;

import enrichment.api.http.SafeTrace;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.IdempotencyKeys;
import enrichment.store.accounts.WebhookSecrets;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.credits.CreditLedger;
import enrichment.store.credits.LedgerSum;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.ProviderSums;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.WebhookTests;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done every ten minutes: deleting what nobody needs any more, with the personal data in
 * it, and writing down which credits have expired. It needs PostgreSQL alone, and goes on while
 * Temporal is away; what Temporal has lost, a workflow starts again. Every minute it brings forward
 * what figures are read from. Several processes may do it at once.
 */
public final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

  private static final Duration INTERVAL = Duration.ofMinutes(10);

  /** Of what keeps figures cheap to be read. */
  private static final Duration FIGURES_INTERVAL = Duration.ofMinutes(1);

  /** Of requests that were never accepted. */
  private static final Duration INERT_AGE = Duration.ofHours(1);

  private static final Duration TEST_AGE = Duration.ofDays(1);

  /** Since the last failure of a receiver. */
  private static final Duration FAILURE_AGE = Duration.ofDays(30);

  /** Of what providers were worth: as far back as anybody can ask. */
  private static final Duration SUMS_AGE = Duration.ofDays(3_660);

  /** Of idempotency keys; a day is promised. */
  private static final Duration KEY_AGE = Duration.ofDays(2);

  /** Of API keys that are revoked or expired. */
  private static final Duration ENDED_KEY_AGE = Duration.ofDays(90);

  private final Database database;
  private final Duration inertAge;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("housekeeping").factory());

  private Housekeeping(Database database, Duration inertAge) {
    this.database = database;
    this.inertAge = inertAge;
  }

  /** Begins now. */
  public static Housekeeping start(Database database) {
    return start(database, INERT_AGE, INTERVAL, FIGURES_INTERVAL);
  }

  static Housekeeping start(
      Database database, Duration inertAge, Duration interval, Duration figuresInterval) {
    var housekeeping = new Housekeeping(database, inertAge);
    housekeeping.scheduler.scheduleWithFixedDelay(
        housekeeping::keep, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    housekeeping.scheduler.scheduleWithFixedDelay(
        housekeeping::keepFigures, 0, figuresInterval.toMillis(), TimeUnit.MILLISECONDS);
    return housekeeping;
  }

  private void keep() {
    run("enrichment.inert.sweep", () -> new Enrichments(database).sweepInert(inertAge));
    run("credits.expire", () -> new CreditLedger(database).expireDue());
    run("webhook.test.sweep", () -> new WebhookTests(database).sweep(TEST_AGE));
    run("contact.identities.hash", () -> new ContactIdentities(database).complete());
    run("contact.found.hash", () -> new ContactIdentities(database).completeLater());
    run("idempotency.sweep", () -> new IdempotencyKeys(database).sweep(KEY_AGE));
    run("webhook.secret.sweep", () -> new WebhookSecrets(database).sweep());
    run("provider.sums.advance", () -> new ProviderSums(database).advance(INTERVAL.dividedBy(10)));
    run("provider.sums.sweep", () -> new ProviderSums(database).forget(SUMS_AGE));
    run("account.key.sweep", () -> new ApiKeys(database).sweep(ENDED_KEY_AGE));
    run("webhook.receiver.sweep", () -> new Deliveries(database).forget(FAILURE_AGE));
  }

  private void keepFigures() {
    run("enrichment.settled.note", () -> new Settlements(database).noteSettled());
    run("credits.returned.sweep", () -> new CreditLedger(database).sweepReturned());
    run("ledger.sum", this::bringLedgerForward);
  }

  private void bringLedgerForward() {
    var sum = new LedgerSum(database);
    while (sum.bringForward() && !Thread.currentThread().isInterrupted()) {
      LOG.atDebug().log("ledger.sum.step");
    }
  }

  private static void run(String task, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      // What is thrown from here would end the schedule; the next turn may well succeed.
      LOG.atWarn()
          .addKeyValue("task", task)
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("housekeeping.failed");
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
