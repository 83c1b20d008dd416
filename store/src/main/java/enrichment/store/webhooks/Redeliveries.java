package enrichment.store.webhooks;

import enrichment.domain.Redelivery;
import enrichment.store.accounts.IdempotencyKeys;
import enrichment.store.accounts.KeyTakenException;
import enrichment.store.accounts.KeyedRequest;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Takes messages over from whatever has delivered them so far, so that they are delivered afresh.
 * Their ids stay. Whoever asks wants their URL called, so it is paused no longer.
 */
public final class Redeliveries {

  private static final UUID NIL = new UUID(0, 0);

  /** Each begins the schedule anew, and logs up to ten attempts. */
  private static final int MOST_A_DAY = 10;

  private static final String WITHIN_A_DAY =
      "coalesce(d.redelivered_since > now() - interval '1 day', false)";

  private final Jdbi jdbi;

  public Redeliveries(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Without an idempotency key. */
  public Optional<Redelivery> ofContact(UUID accountId, UUID contactId) {
    return ofContact(accountId, contactId, null);
  }

  /**
   * The message of a contact of this account, delivered or not.
   *
   * @param request takes its idempotency key, if there is such a message
   * @return empty when there is no such message
   * @throws KeyTakenException when another request has the key; nothing is taken over then
   * @throws RedeliveryLimitException when it was delivered again as often as it may be in a day
   */
  public Optional<Redelivery> ofContact(
      UUID accountId, UUID contactId, @Nullable KeyedRequest request) {
    return jdbi.inTransaction(
        handle -> {
          var begun =
              begin(handle, accountId, contactId, "d.message_id = :id and d.position is not null");
          begun.ifPresent(redelivery -> takeKey(handle, request, begun));
          return begun;
        });
  }

  /** Without an idempotency key. */
  public Optional<Redelivery> ofEnrichment(UUID accountId, UUID enrichmentId) {
    return ofEnrichment(accountId, enrichmentId, null);
  }

  /**
   * The messages of an enrichment of this account that are not delivered, but for those that were
   * delivered again as often as they may be in a day.
   *
   * @param request takes its idempotency key
   * @return empty when there are none
   * @throws KeyTakenException when another request has the key; nothing is taken over then
   * @throws RedeliveryLimitException when there are some, and none of them may be delivered again
   */
  public Optional<Redelivery> ofEnrichment(
      UUID accountId, UUID enrichmentId, @Nullable KeyedRequest request) {
    return jdbi.inTransaction(
        handle -> {
          var begun =
              begin(
                  handle,
                  accountId,
                  enrichmentId,
                  "d.enrichment_id = :id and d.state <> 'DELIVERED'");
          takeKey(handle, request, begun);
          return begun;
        });
  }

  private static Optional<Redelivery> begin(Handle handle, UUID accountId, UUID id, String which) {
    var redeliveryId = Ids.next();
    var messageIds = takeOver(handle, accountId, id, which, redeliveryId);
    if (messageIds.isEmpty()) {
      refuseWhereLimited(handle, accountId, id, which);
      return Optional.empty();
    }
    resume(handle, redeliveryId);
    return Optional.of(new Redelivery(redeliveryId, accountId, messageIds));
  }

  private static void takeKey(
      Handle handle, @Nullable KeyedRequest request, Optional<Redelivery> begun) {
    if (request != null) {
      IdempotencyKeys.take(
          handle,
          request,
          begun.map(Redelivery::redeliveryId).orElse(null),
          begun.map(redelivery -> redelivery.messageIds().size()).orElse(0));
    }
  }

  private static List<UUID> takeOver(
      Handle handle, UUID accountId, UUID id, String which, UUID redeliveryId) {
    return handle
        .createQuery(
            """
            update delivery d
            set redelivery_id = :redeliveryId, state = 'PENDING', attempts = 0,
                next_attempt_at = null, since = now(),
                redelivered = case when %1$s then d.redelivered + 1 else 1 end,
                redelivered_since = case when %1$s then d.redelivered_since else now() end
            from enrichment e
            where e.enrichment_id = d.enrichment_id and e.account_id = :accountId
              and d.erased_at is null and %2$s
              and not (%1$s and d.redelivered >= :most)
            returning d.message_id
            """
                .formatted(WITHIN_A_DAY, which))
        .bind("redeliveryId", redeliveryId)
        .bind("most", MOST_A_DAY)
        .bind("accountId", accountId)
        .bind("id", id)
        .mapTo(UUID.class)
        .list();
  }

  /** Where there were messages, and none was taken over, each has reached the limit. */
  private static void refuseWhereLimited(Handle handle, UUID accountId, UUID id, String which) {
    handle
        .createQuery(
            """
            select ceil(extract(epoch from
                min(d.redelivered_since) + interval '1 day' - now()))::bigint
            from delivery d join enrichment e using (enrichment_id)
            where e.account_id = :accountId and d.erased_at is null and %s
            having count(*) > 0
            """
                .formatted(which))
        .bind("accountId", accountId)
        .bind("id", id)
        .mapTo(long.class)
        .findOne()
        .ifPresent(
            seconds -> {
              throw new RedeliveryLimitException(
                  MOST_A_DAY, Duration.ofSeconds(Math.max(1, seconds)));
            });
  }

  private static void resume(Handle handle, UUID redeliveryId) {
    handle
        .createUpdate(
            """
            delete from webhook_pause p
            using delivery d join enrichment e using (enrichment_id)
            where d.redelivery_id = :redeliveryId and d.state = 'PENDING'
              and p.account_id = e.account_id and p.url_md5 = md5(e.webhook_url)
            """)
        .bind("redeliveryId", redeliveryId)
        .execute();
  }

  /**
   * What was to be delivered again and is still under way, read a page at a time.
   *
   * @param after the last one of the page before; null: from the first on
   */
  public List<Redelivery> unfinished(@Nullable UUID after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with page as (
                      select distinct redelivery_id from delivery
                      where redelivery_id > :after and state = 'PENDING'
                      order by redelivery_id limit :limit)
                    select d.redelivery_id, e.account_id, array_agg(d.message_id) as message_ids
                    from page
                    join delivery d using (redelivery_id)
                    join enrichment e using (enrichment_id)
                    where d.redelivery_id is not null and d.state = 'PENDING'
                    group by d.redelivery_id, e.account_id
                    order by d.redelivery_id
                    """)
                .bind("after", after == null ? NIL : after)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Redelivery(
                            row.getObject("redelivery_id", UUID.class),
                            row.getObject("account_id", UUID.class),
                            List.of((UUID[]) row.getArray("message_ids").getArray())))
                .list());
  }
}
