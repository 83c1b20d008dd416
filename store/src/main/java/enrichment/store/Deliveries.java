package enrichment.store;

import enrichment.domain.ContactKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Webhook messages, and what became of them. */
public final class Deliveries {

  /** Where a delivery stands after an attempt. */
  public enum State {
    PENDING,
    DELIVERED,
    /** The receiver wants no more messages. */
    GONE,
    /** The last attempt has failed. */
    EXHAUSTED
  }

  private final Jdbi jdbi;

  public Deliveries(Database database) {
    this.jdbi = database.jdbi();
  }

  /** The message of a contact that has ended and whose enrichment has a webhook. */
  public Optional<WebhookMessage> find(ContactKey contact) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select c.*, e.webhook_url, d.attempts, d.state = 'PENDING' as pending,
                        ceil(extract(epoch from d.next_attempt_at - now()))::bigint as due_in,
                        array(
                          select s.secret from webhook_secret s
                          where s.account_id = e.account_id
                            and (s.expires_at is null or s.expires_at > now())
                          order by s.created_at desc) as secrets
                    from delivery d
                    join contact c using (enrichment_id, position)
                    join enrichment e using (enrichment_id)
                    where d.enrichment_id = :enrichmentId and d.position = :position
                    """)
                .bindMethods(contact)
                .map(
                    (row, context) ->
                        new WebhookMessage(
                            row.getString("webhook_url"),
                            Contacts.document(row, context),
                            Arrays.stream((byte[][]) row.getArray("secrets").getArray())
                                .map(WebhookSecret::of)
                                .toList(),
                            row.getInt("attempts"),
                            row.getBoolean("pending"),
                            Duration.ofSeconds(Math.max(0, row.getLong("due_in")))))
                .findOne());
  }

  /**
   * Records an attempt. What was delivered or given up stays so, also when a late attempt failed.
   *
   * @param status the HTTP status of the answer, if there was one
   * @param error what kind of failure it was, if it was one; never the receiver's words
   * @param nextAttempt how long from now the next one is due, if there is one
   */
  public void recordAttempt(
      ContactKey contact,
      State state,
      @Nullable Integer status,
      @Nullable String error,
      @Nullable Duration nextAttempt) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update delivery
                    set state = case when state = 'PENDING' or :state = 'DELIVERED' then :state
                                     else state end,
                        next_attempt_at = now() + cast(:nextAttempt as interval),
                        attempts = attempts + 1, last_attempt_at = now(),
                        last_status = :status, last_error = :error
                    where enrichment_id = :enrichmentId and position = :position
                    """)
                .bindMethods(contact)
                .bind("state", state)
                .bind("status", status)
                .bind("error", error)
                .bind("nextAttempt", nextAttempt == null ? null : nextAttempt.toString())
                .execute());
  }
}
