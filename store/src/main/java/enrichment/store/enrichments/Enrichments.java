package enrichment.store.enrichments;

import enrichment.domain.EnrichmentType;
import enrichment.domain.WebhookEvent;
import enrichment.store.accounts.IdempotencyKeys;
import enrichment.store.accounts.KeyTakenException;
import enrichment.store.accounts.KeyedRequest;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.contacts.PersonKey;
import enrichment.store.sql.Database;
import enrichment.store.sql.GoneException;
import enrichment.store.sql.Ids;
import enrichment.store.sql.Sweep;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Enrichments as a whole: how they come in, how far they are, how they are cleaned up. */
public final class Enrichments {

  private static final Sweep INERT =
      Sweep.of(
          "enrichment",
          List.of("enrichment_id"),
          "state <> 'ACCEPTED' and received_at < now() - :age and admit_before < now()",
          "received_at");

  private final Jdbi jdbi;

  public Enrichments(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Writes down a request. Nothing is held and nothing runs; it is inert until it is admitted.
   *
   * @param timeToAdmit after which it can no longer be admitted, whoever asks
   */
  public void receive(NewEnrichment enrichment, Duration timeToAdmit) {
    receive(enrichment, timeToAdmit, null);
  }

  /**
   * Writes down a request, and that it has taken its idempotency key, if it has one.
   *
   * @throws KeyTakenException when another request has it; nothing is written then
   */
  public void receive(
      NewEnrichment enrichment, Duration timeToAdmit, @Nullable KeyedRequest request) {
    jdbi.useTransaction(
        handle -> {
          insert(handle, enrichment, timeToAdmit);
          if (request != null) {
            // Before the contacts: those who come second have the least to take back.
            IdempotencyKeys.take(handle, request, enrichment.enrichmentId());
          }
          insertContacts(handle, enrichment);
        });
  }

  private static void insert(Handle handle, NewEnrichment enrichment, Duration timeToAdmit) {
    handle
        .createUpdate(
            """
            insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts,
                price, phone_country_codes, webhook_url, webhook_events, admit_before)
            values (:enrichmentId, :accountId, :kind, :type, :contacts,
                :price, :codes, :webhookUrl, :webhookEvents, now() + :timeToAdmit)
            """)
        .bind("enrichmentId", enrichment.enrichmentId())
        .bind("accountId", enrichment.accountId())
        .bind("kind", enrichment.kind())
        .bind("type", enrichment.type().wireName())
        .bind("contacts", enrichment.contacts().size())
        .bind("price", enrichment.type().credits())
        .bindArray("codes", String.class, enrichment.phoneCountryCodes())
        .bind("webhookUrl", enrichment.webhookUrl())
        .bindArray(
            "webhookEvents",
            String.class,
            enrichment.webhookEvents().stream().map(WebhookEvent::wireName).toList())
        .bind("timeToAdmit", timeToAdmit)
        .execute();
  }

  private static void insertContacts(Handle handle, NewEnrichment enrichment) {
    var batch =
        handle.prepareBatch(
            """
            insert into contact (enrichment_id, position, contact_id, first_name, last_name,
                domain, company_name, linkedin_url, custom, person_key, identities,
                company_identified, enrichment_type, price)
            values (:enrichmentId, :position, :contactId, :firstName, :lastName,
                :domain, :companyName, :linkedinUrl, cast(:custom as json), :personKey,
                :identities, true, :type, :price)
            """);
    var identities = ContactIdentities.of(handle, enrichment.contacts());
    for (var position = 0; position < enrichment.contacts().size(); position++) {
      var contact = enrichment.contacts().get(position);
      batch
          .bind("enrichmentId", enrichment.enrichmentId())
          .bind("position", position)
          .bindMethods(contact)
          .bind("personKey", PersonKey.of(enrichment, position))
          .bind("identities", identities.get(position))
          .bind("type", enrichment.type(position).wireName())
          .bind("price", enrichment.type(position).credits())
          .add();
    }
    batch.execute();
  }

  /**
   * An accepted enrichment of this account; nobody else's, and none that was refused.
   *
   * @throws GoneException when it was purged
   */
  public Optional<EnrichmentSummary> summary(UUID accountId, UUID enrichmentId) {
    return jdbi.withHandle(handle -> Summaries.find(handle, accountId, enrichmentId));
  }

  /** Whose it is; empty when there is none, or when it was never accepted. */
  public Optional<UUID> account(UUID enrichmentId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select account_id from enrichment
                    where enrichment_id = :enrichmentId and state = 'ACCEPTED'
                    """)
                .bind("enrichmentId", enrichmentId)
                .mapTo(UUID.class)
                .findOne());
  }

  /**
   * The accepted enrichments of an account, the latest first, without those that were purged.
   *
   * @param status null: any
   * @param type null: any
   * @param before the last one of the page before; null: from the latest on
   */
  public List<EnrichmentSummary> list(
      UUID accountId,
      @Nullable EnrichmentStatus status,
      @Nullable EnrichmentType type,
      @Nullable UUID before,
      int limit) {
    return jdbi.withHandle(
        handle -> Summaries.list(handle, accountId, status, type, before, limit));
  }

  /** Of a row with an array of them. */
  static List<EnrichmentType> types(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("types").getArray())
        .map(name -> EnrichmentType.fromWireName(name).orElseThrow())
        .toList();
  }

  /** The task queues on which providers are asked by what is under way. */
  public List<String> taskQueues() {
    return taskQueuesSince(Instant.EPOCH);
  }

  /**
   * The same of those enrichments that have come in since then: however many are under way, no more
   * than those are read.
   */
  public List<String> taskQueuesSince(Instant moment) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select distinct queue #>> '{}'
                    from enrichment
                    cross join lateral jsonb_path_query(admission, '$.plan.**.taskQueue') as queue
                    where state = 'ACCEPTED' and closed_at is null and enrichment_id >= :first
                      and jsonb_typeof(queue) = 'string'
                    """)
                .bind("first", Ids.firstAt(moment))
                .mapTo(String.class)
                .list());
  }

  /**
   * Deletes requests that were never accepted, with the personal data in them.
   *
   * @param age how long ago they came in, at least
   */
  public int sweepInert(Duration age) {
    return INERT.run(jdbi, age);
  }
}
