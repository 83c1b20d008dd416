package enrichment.store;

import enrichment.domain.ContactKey;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Purges enrichments whose time is over: of their contacts nothing is left, nor where they went.
 */
public final class Retention {

  /** A transaction over more of them would hold its locks for seconds. */
  private static final int CONTACTS = 500;

  private final Jdbi jdbi;

  public Retention(Database database) {
    this.jdbi = database.jdbi();
  }

  /** How much was purged. */
  public record Purged(int enrichments, int contacts) {}

  /**
   * Purges the oldest ones, with some hundred contacts in all. One with a message that is still to
   * be delivered stays.
   *
   * @param age how long ago they were closed, at least
   * @return none when there is nothing left to purge
   */
  public Purged purge(Duration age) {
    return Deadlocks.retry(() -> jdbi.inTransaction(handle -> purge(handle, age)));
  }

  private static Purged purge(Handle handle, Duration age) {
    var due = take(handle, age);
    if (due.isEmpty()) {
      return new Purged(0, 0);
    }
    var buried = Tombstones.bury(handle, contacts(handle, due));
    closeDown(handle, due);
    return new Purged(due.size(), buried.contacts().size());
  }

  /** At least one, whatever its size. Whoever purges at the same time takes others. */
  private static List<UUID> take(Handle handle, Duration age) {
    return handle
        .createQuery(
            """
            with oldest as (
              select enrichment_id,
                  sum(contacts) over (order by closed_at, enrichment_id) - contacts as before
              from (
                select enrichment_id, contacts, closed_at from enrichment e
                where closed_at < now() - :age and purged_at is null
                  and not exists (
                    select from delivery d
                    where d.enrichment_id = e.enrichment_id and d.state = 'PENDING')
                order by closed_at, enrichment_id
                limit :contacts) due)
            select e.enrichment_id from enrichment e join oldest o using (enrichment_id)
            where o.before < :contacts and e.purged_at is null
            order by e.enrichment_id
            for no key update of e skip locked
            """)
        .bind("age", age)
        .bind("contacts", CONTACTS)
        .mapTo(UUID.class)
        .list();
  }

  private static List<ContactKey> contacts(Handle handle, List<UUID> enrichmentIds) {
    return handle
        .createQuery("select enrichment_id, position from contact where enrichment_id = any(:ids)")
        .bindArray("ids", UUID.class, enrichmentIds)
        .map((row, context) -> ContactIdentities.keyOf(row))
        .list();
  }

  /** Those about whole enrichments are left, of the messages. */
  private static void closeDown(Handle handle, List<UUID> enrichmentIds) {
    for (var statement :
        List.of(
            """
            update delivery
            set erased_at = now(), next_attempt_at = null,
                state = case when state = 'PENDING' then 'GONE' else state end
            where finished_enrichment_id = any(:ids)
            """,
            """
            update delivery_attempt set response_body = null where message_id = any(:ids)
            """,
            """
            update enrichment set purged_at = now(), webhook_url = null, phone_country_codes = '{}'
            where enrichment_id = any(:ids)
            """)) {
      handle.createUpdate(statement).bindArray("ids", UUID.class, enrichmentIds).execute();
    }
  }
}
