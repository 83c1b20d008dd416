package enrichment.store.webhooks;

import enrichment.store.accounts.WebhookSecrets;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import enrichment.store.sql.Sweep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Sample messages that try a URL out, and what came back. */
public final class WebhookTests {

  private static final Sweep OLD =
      Sweep.of("webhook_test", List.of("test_id"), "created_at < now() - :age", "created_at");

  private final Jdbi jdbi;

  public WebhookTests(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Writes down a sample message that is to be sent. */
  public UUID create(UUID accountId, String url) {
    var testId = Ids.next();
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into webhook_test (test_id, account_id, url)
                    values (:testId, :accountId, :url)
                    """)
                .bind("testId", testId)
                .bind("accountId", accountId)
                .bind("url", url)
                .execute());
    return testId;
  }

  /** The sample message, unless it was sent. */
  public Optional<SampleMessage> find(UUID testId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select t.url, "
                        + WebhookSecrets.inUse("t.account_id")
                        + """
                    from webhook_test t where t.test_id = :testId and t.attempted_at is null
                    """)
                .bind("testId", testId)
                .map(
                    (row, context) ->
                        new SampleMessage(
                            testId,
                            row.getString("url"),
                            WebhookSecrets.of(row.getArray("secrets"))))
                .findOne());
  }

  /**
   * Records what came back. A URL that was paused and takes messages again is paused no longer.
   *
   * @param delivered whether the message was taken
   */
  public void record(UUID testId, DeliveryAttempt attempt, boolean delivered) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    with tested as (
                      update webhook_test
                      set attempted_at = :attemptedAt, delivered = :delivered, took_ms = :took,
                          status = :status, error = :error, response_body = :responseBody
                      where test_id = :testId
                      returning account_id, url)
                    delete from webhook_pause p using tested t
                    where p.account_id = t.account_id and p.url_md5 = md5(t.url) and :delivered
                    """)
                .bind("testId", testId)
                .bind("attemptedAt", attempt.attemptedAt())
                .bind("took", attempt.took().toMillis())
                .bind("status", attempt.status())
                .bind("error", attempt.error())
                .bind("responseBody", attempt.responseBody())
                .bind("delivered", delivered)
                .execute());
  }

  /** What came back, if the message was sent. */
  public Optional<WebhookTestResult> result(UUID testId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select * from webhook_test where test_id = :testId and attempted_at is not null")
                .bind("testId", testId)
                .map(
                    (row, context) ->
                        new WebhookTestResult(
                            row.getBoolean("delivered"), DeliveryLog.attempt(row)))
                .findOne());
  }

  /** Forgets tests that are older than this. */
  public int sweep(Duration age) {
    return OLD.run(jdbi, age);
  }
}
