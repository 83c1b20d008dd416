package enrichment.store.enrichments;

import enrichment.store.sql.Database;
import enrichment.store.sql.UnknownEnrichmentException;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Whose contacts are queued for providers next. An account's batches of one type take turns, in the
 * order in which they were received: the next one comes when nearly all contacts of those before it
 * have been asked for. So however many batches an account sends, few of its contacts are queued
 * before those of others.
 */
public final class Turns {

  /**
   * A batch gets its turn while at most so many contacts before it wait for their first call, or
   * for their turn: what is called in the half second until the next one asks.
   */
  public static final int ENOUGH_QUEUED = 50;

  /** Whoever does not come back in this time after it was to ask again is passed over. */
  private static final Duration GRACE = Duration.ofMinutes(1);

  /**
   * What is not asked for by now does not wait because of its account's other contacts: its
   * provider may be down.
   */
  private static final Duration STUCK_AFTER = Duration.ofMinutes(5);

  /** Of the latest batches, which is where those contacts are: of two contacts at least. */
  private static final int LATEST = 50;

  /** Whoever has more batches ahead has long to wait anyway. */
  private static final int MOST_AHEAD = 1_000;

  private static final String AHEAD =
      """
      (select coalesce(sum(ahead.contacts), 0) from (
         select o.contacts from enrichment o
         where o.account_id = e.account_id and o.enrichment_type = e.enrichment_type
           and o.enrichment_id < e.enrichment_id and o.waits_until > now()
           and o.closed_at is null and o.cancel_requested_at is null
         limit :mostAhead) ahead)
      """;

  private static final String QUEUED =
      """
      (select count(*) from (
         select from (
           select o.enrichment_id from enrichment o
           where o.account_id = e.account_id and o.enrichment_type = e.enrichment_type
             and o.turn_at > now() - :stuckAfter and o.closed_at is null
           order by o.turn_at desc limit :latest) o
         join contact c using (enrichment_id)
         where c.outcome is null
           and not exists (
             select from lookup l
             where l.enrichment_id = c.enrichment_id and l.position = c.position
               and (l.attempts > 0 or l.outcome is not null))
         limit :enough + 1) queued)
      """;

  private final Jdbi jdbi;

  public Turns(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Takes the turn of a batch, if it has come. Asked again, it gives the same answer once it has.
   * One that is cancelled waits no longer.
   *
   * @return how many contacts wait for their turn ahead of this one's, of 1,000 batches at most;
   *     empty when it is its turn
   * @throws UnknownEnrichmentException when there is no such enrichment
   */
  public OptionalInt take(UUID enrichmentId) {
    return jdbi.inTransaction(handle -> take(handle, enrichmentId));
  }

  /** As above, within a transaction that keeps other batches of the account from being admitted. */
  static OptionalInt take(Handle handle, UUID enrichmentId) {
    var ahead = ahead(handle, enrichmentId);
    if (ahead.isPresent()
        && ahead.getAsInt() <= ENOUGH_QUEUED
        && enter(handle, enrichmentId, ENOUGH_QUEUED - ahead.getAsInt())) {
      return OptionalInt.empty();
    }
    return ahead;
  }

  /** Says that it waits, and for how long it is to be believed. */
  public void await(UUID enrichmentId, Duration untilItAsksAgain) {
    jdbi.useHandle(handle -> await(handle, enrichmentId, untilItAsksAgain));
  }

  static void await(Handle handle, UUID enrichmentId, Duration untilItAsksAgain) {
    handle
        .createUpdate(
            """
            update enrichment set waits_until = now() + :time
            where enrichment_id = :enrichmentId and turn_at is null
            """)
        .bind("enrichmentId", enrichmentId)
        .bind("time", untilItAsksAgain.plus(GRACE))
        .execute();
  }

  private static OptionalInt ahead(Handle handle, UUID enrichmentId) {
    return handle
        .createQuery(
            "select e.turn_at is not null or e.cancel_requested_at is not null as free, "
                + AHEAD
                + " as ahead from enrichment e where e.enrichment_id = :enrichmentId")
        .bind("enrichmentId", enrichmentId)
        .bind("mostAhead", MOST_AHEAD)
        .map(
            (row, context) ->
                row.getBoolean("free") ? OptionalInt.empty() : OptionalInt.of(row.getInt("ahead")))
        .findOne()
        .orElseThrow(UnknownEnrichmentException::new);
  }

  private static boolean enter(Handle handle, UUID enrichmentId, int enough) {
    return handle
            .createUpdate(
                "update enrichment e set turn_at = now(), waits_until = null"
                    + " where e.enrichment_id = :enrichmentId and :enough >= "
                    + QUEUED)
            .bind("enrichmentId", enrichmentId)
            .bind("stuckAfter", STUCK_AFTER)
            .bind("latest", LATEST)
            .bind("enough", enough)
            .execute()
        == 1;
  }
}
