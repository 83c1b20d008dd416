package enrichment.store.webhooks;

import enrichment.domain.ContactKey;
import enrichment.domain.EnrichmentFinishedDocument;
import enrichment.domain.EnrichmentType;
import enrichment.domain.WebhookDocument;
import enrichment.store.accounts.WebhookSecrets;
import enrichment.store.contacts.Contacts;
import enrichment.store.contacts.OutcomeCounts;
import enrichment.store.sql.Database;
import enrichment.store.sql.Sweep;
import enrichment.store.sql.UnknownEnrichmentException;
import enrichment.store.webhooks.WebhookMessage.Circuit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Webhook messages on their way: what is to be sent, and what became of it. */
public final class Deliveries {

  /** For how long a message that is due waits for its receiver's circuit. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(4);

  private static final String STATE_OF_MESSAGE =
      """
      d.message_id, e.account_id, e.webhook_url, e.webhook_origin, d.state, d.redelivery_id,
          d.attempts, ceil(extract(epoch from d.next_attempt_at - now()))::bigint as due_in,
          coalesce(d.next_attempt_at, d.since) < now() - :longestWait as overdue,
          exists (
            select from webhook_pause p
            where p.account_id = e.account_id and p.url_md5 = md5(e.webhook_url)) as paused,
          r.open_until is not null as open,
          ceil(extract(epoch from greatest(r.open_until, r.probe_until) - now()))::bigint
            as probe_in,
      """
          + WebhookSecrets.inUse("e.account_id");

  private static final String MESSAGE_OF_CONTACT =
      "select c.*, "
          + STATE_OF_MESSAGE
          + """
          from delivery d
          join contact c using (enrichment_id, position)
          join enrichment e using (enrichment_id)
          left join webhook_receiver r
            on r.account_id = e.account_id and r.origin = e.webhook_origin
          """;

  private static final String MESSAGE_OF_ENRICHMENT =
      "select e.enrichment_id, e.enrichment_type, e.price, e.received_at, t.*, "
          + STATE_OF_MESSAGE
          + """
          from delivery d
          join enrichment e using (enrichment_id)
          left join webhook_receiver r
            on r.account_id = e.account_id and r.origin = e.webhook_origin
          cross join lateral (
            select
          """
          + OutcomeCounts.COLUMNS
          + """
                , count(*) filter (where c.credits > 0) as charged,
                max(c.settled_at) as finished_at
            from contact c where c.enrichment_id = e.enrichment_id) t
          where d.message_id = :messageId and d.position is null and d.erased_at is null
            and t.finished_at is not null
          """;

  private static final String CLOSE_CIRCUIT =
      "delete from webhook_receiver where account_id = :accountId and origin = :origin";

  /**
   * Opens it after ten failures in a row, for half a minute, and after each probe that fails for
   * twice as long as before, up to ten minutes. What was under way when it opened does not count.
   */
  private static final String COUNT_FAILURE =
      """
      insert into webhook_receiver as r (account_id, origin, failures)
      values (:accountId, :origin, 1)
      on conflict (account_id, origin) do update
      set failures = r.failures + 1,
          failed_at = now(),
          probe_until = null,
          open_until = case
            when r.failures + 1 >= 10
              then now() + least(interval '30 s' * 2 ^ least(r.failures - 9, 10), interval '10 min')
            end
      where r.open_until is null or :probe
      """;

  private static final Sweep FORGOTTEN =
      Sweep.of(
          "webhook_receiver",
          List.of("account_id", "origin"),
          "failed_at < now() - :age",
          "failed_at");

  private final Jdbi jdbi;

  public Deliveries(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * The message of a contact that has ended, is not erased, and whose enrichment asked for it.
   *
   * @throws UnknownEnrichmentException when there is no such contact
   */
  public Optional<WebhookMessage> find(ContactKey contact) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    MESSAGE_OF_CONTACT
                        + """
                        where d.enrichment_id = :enrichmentId and d.position = :position
                          and d.erased_at is null
                        """)
                .bindMethods(contact)
                .bind("longestWait", LONGEST_WAIT)
                .map((row, context) -> message(row, Contacts.document(row, context)))
                .findOne()
                .or(
                    () ->
                        noneOf(
                            handle
                                .createQuery(
                                    """
                                    select from contact
                                    where enrichment_id = :enrichmentId and position = :position
                                    """)
                                .bindMethods(contact))));
  }

  /**
   * A message by its own id, be it about a contact or about a whole enrichment; empty when it was
   * erased.
   *
   * @throws UnknownEnrichmentException when there is no such message
   */
  public Optional<WebhookMessage> find(UUID messageId) {
    return jdbi.withHandle(
        handle ->
            findAboutContact(handle, messageId)
                .or(() -> findAboutEnrichment(handle, messageId))
                .or(
                    () ->
                        noneOf(
                            handle
                                .createQuery("select from delivery where message_id = :messageId")
                                .bind("messageId", messageId))));
  }

  /** Of what is there all the same. */
  private static Optional<WebhookMessage> noneOf(Query existing) {
    if (existing.mapToMap().findOne().isEmpty()) {
      throw new UnknownEnrichmentException();
    }
    return Optional.empty();
  }

  /**
   * The message about a whole enrichment, which is written down here if it was not before.
   *
   * @return empty while some of its contacts are not final, and when it was purged
   * @throws UnknownEnrichmentException when there is no such enrichment
   */
  public Optional<WebhookMessage> findFinished(UUID enrichmentId) {
    return jdbi.withHandle(
        handle -> {
          UnknownEnrichmentException.unlessKnown(handle, enrichmentId);
          writeDown(handle, enrichmentId);
          return findAboutEnrichment(handle, enrichmentId);
        });
  }

  /** Where it was asked for and all contacts are final, and once. */
  public static void writeDown(Handle handle, UUID enrichmentId) {
    handle
        .createUpdate(
            """
            insert into delivery (message_id, enrichment_id)
            select enrichment_id, enrichment_id from enrichment e
            where enrichment_id = :enrichmentId and webhook_url is not null
              and 'enrichment.finished' = any(webhook_events)
              and not exists (
                select from contact c
                where c.enrichment_id = e.enrichment_id and c.outcome is null)
            on conflict do nothing
            """)
        .bind("enrichmentId", enrichmentId)
        .execute();
  }

  /** Whether an enrichment has contacts that are not final. */
  public boolean awaitsContacts(UUID enrichmentId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (
                      select from contact
                      where enrichment_id = :enrichmentId and outcome is null)
                    """)
                .bind("enrichmentId", enrichmentId)
                .mapTo(boolean.class)
                .one());
  }

  private static Optional<WebhookMessage> findAboutContact(Handle handle, UUID messageId) {
    return handle
        .createQuery(MESSAGE_OF_CONTACT + "where d.message_id = :messageId and d.erased_at is null")
        .bind("messageId", messageId)
        .bind("longestWait", LONGEST_WAIT)
        .map((row, context) -> message(row, Contacts.document(row, context)))
        .findOne();
  }

  private static Optional<WebhookMessage> findAboutEnrichment(Handle handle, UUID messageId) {
    return handle
        .createQuery(MESSAGE_OF_ENRICHMENT)
        .bind("messageId", messageId)
        .bind("longestWait", LONGEST_WAIT)
        .map((row, context) -> message(row, finished(row)))
        .findOne();
  }

  /**
   * Records an attempt, and what it says of the receiver. What was delivered or given up stays so,
   * also when a late attempt failed; and an attempt of one whose message a redelivery has taken
   * over changes nothing but that it may have been delivered. Of a receiver that answers about
   * somebody who was erased meanwhile, the answer is not kept.
   *
   * @param message as it was when the attempt began
   * @param nextAttempt how long from now the next one is due, if there is one
   * @param receiverIsUp whether the receiver is able to answer
   */
  public void recordAttempt(
      WebhookMessage message,
      DeliveryAttempt attempt,
      DeliveryState state,
      @Nullable Duration nextAttempt,
      boolean receiverIsUp) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    with attempted as (
                      update delivery
                      set state = case
                            when :state = 'DELIVERED' then :state
                            when state = 'PENDING'
                              and redelivery_id is not distinct from :redeliveryId then :state
                            else state end,
                          next_attempt_at = case
                            when redelivery_id is not distinct from :redeliveryId
                              then now() + cast(:nextAttempt as interval)
                            else next_attempt_at end,
                          attempts = attempts
                            + (redelivery_id is not distinct from :redeliveryId)::integer
                      where message_id = :messageId
                      returning message_id, erased_at),
                    logged as (
                      insert into delivery_attempt
                        (message_id, attempted_at, took_ms, status, error, response_body)
                      select message_id, :attemptedAt, :took, :status, :error,
                          case when erased_at is null then cast(:responseBody as text) end
                      from attempted),
                    paused as (
                      insert into webhook_pause (account_id, url_md5)
                      select :accountId, md5(:url) where :state = 'GONE'
                      on conflict do nothing)
                    """
                        + (receiverIsUp ? CLOSE_CIRCUIT : COUNT_FAILURE))
                .bind("messageId", message.messageId())
                .bind("accountId", message.accountId())
                .bind("url", message.url())
                .bind("origin", message.origin())
                .bind("redeliveryId", message.redeliveryId())
                .bind("state", state)
                .bind("nextAttempt", nextAttempt == null ? null : nextAttempt.toString())
                .bind("attemptedAt", attempt.attemptedAt())
                .bind("took", attempt.took().toMillis())
                .bind("status", attempt.status())
                .bind("error", attempt.error())
                .bind("responseBody", attempt.responseBody())
                .bind("probe", message.circuit().open())
                .execute());
  }

  /**
   * Lets one message at a time probe a receiver whose circuit is open.
   *
   * @param atMost how long the probe may take; if it ends without a word, the next one may then
   * @return whether this one may
   */
  public boolean claimProbe(WebhookMessage message, Duration atMost) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        update webhook_receiver set probe_until = now() + :atMost
                        where account_id = :accountId and origin = :origin
                          and open_until <= now()
                          and (probe_until is null or probe_until <= now())
                        """)
                    .bind("accountId", message.accountId())
                    .bind("origin", message.origin())
                    .bind("atMost", atMost)
                    .execute()
                > 0);
  }

  /** Forgets receivers that have not failed for so long, whether they recovered or not. */
  public int forget(Duration age) {
    return FORGOTTEN.run(jdbi, age);
  }

  /** Ends a delivery without an attempt. */
  public void giveUp(WebhookMessage message, DeliveryState state) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    update delivery set state = :state, next_attempt_at = null
                    where message_id = :messageId and state = 'PENDING'
                      and redelivery_id is not distinct from :redeliveryId
                    """)
                .bind("state", state)
                .bind("messageId", message.messageId())
                .bind("redeliveryId", message.redeliveryId())
                .execute());
  }

  /** Whether a receiver has said that it wants no more messages at this URL of the account. */
  public boolean isPaused(UUID accountId, String url) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select exists (
                      select from webhook_pause
                      where account_id = :accountId and url_md5 = md5(:url))
                    """)
                .bind("accountId", accountId)
                .bind("url", url)
                .mapTo(boolean.class)
                .one());
  }

  private static WebhookMessage message(ResultSet row, WebhookDocument document)
      throws SQLException {
    return new WebhookMessage(
        row.getObject("message_id", UUID.class),
        row.getObject("account_id", UUID.class),
        row.getString("webhook_url"),
        row.getString("webhook_origin"),
        document,
        DeliveryState.valueOf(row.getString("state")),
        row.getObject("redelivery_id", UUID.class),
        row.getInt("attempts"),
        seconds(row, "due_in"),
        row.getBoolean("overdue"),
        row.getBoolean("paused"),
        new Circuit(row.getBoolean("open"), seconds(row, "probe_in")),
        WebhookSecrets.of(row.getArray("secrets")));
  }

  private static Duration seconds(ResultSet row, String column) throws SQLException {
    return Duration.ofSeconds(Math.max(0, row.getLong(column)));
  }

  private static EnrichmentFinishedDocument finished(ResultSet row) throws SQLException {
    return EnrichmentFinishedDocument.of(
        row.getObject("enrichment_id", UUID.class),
        EnrichmentType.fromWireName(row.getString("enrichment_type")).orElseThrow(),
        row.getInt("price"),
        OutcomeCounts.read(row),
        row.getInt("charged"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getObject("finished_at", OffsetDateTime.class).toInstant());
  }
}
