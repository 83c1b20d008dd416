package enrichment.store.privacy;

import enrichment.domain.ContactKey;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.lookups.ProviderSums;
import enrichment.store.sql.Database;
import enrichment.store.sql.Deadlocks;
import enrichment.store.sql.IndexesAlone;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Purges enrichments whose time is over: their lookups and messages are deleted, and of their
 * contacts nothing is left but that there were some. In the end those rows are deleted too.
 */
public final class Retention {

  /** A transaction over more of them would hold its locks for seconds. */
  private static final int CONTACTS = 500;

  private final Jdbi jdbi;

  public Retention(Database database) {
    this.jdbi = database.jdbi();
  }

  /** For how long the ids of what was purged are known to be gone. */
  public static final Duration KNOWN_AS_GONE = Duration.ofDays(30);

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
    IndexesAlone.forTransaction(handle);
    var due = take(handle, age);
    if (due.isEmpty()) {
      return new Purged(0, 0);
    }
    ProviderSums.addBeforeDeletion(handle, due);
    var buried = Tombstones.bury(handle, contacts(handle, due));
    closeDown(handle, due);
    return new Purged(due.size(), buried.contacts().size());
  }

  /**
   * Deletes what is left of those that were purged first, with some hundred contacts in all. Their
   * ids are not known any more.
   *
   * @param age how long ago they were purged, at least
   * @return none when there is nothing left to delete
   */
  public Purged remove(Duration age) {
    return Deadlocks.retry(() -> jdbi.inTransaction(handle -> remove(handle, age)));
  }

  /** What refers to them goes with them. An earlier version has left lookups and messages. */
  private static Purged remove(Handle handle, Duration age) {
    IndexesAlone.forTransaction(handle);
    var due = takePurged(handle, age);
    if (due.isEmpty()) {
      return new Purged(0, 0);
    }
    ProviderSums.addBeforeDeletion(handle, due);
    return handle
        .createQuery(
            """
            with removed as (
              delete from enrichment where enrichment_id = any(:ids) returning contacts)
            select count(*) as enrichments, coalesce(sum(contacts), 0) as contacts from removed
            """)
        .bindArray("ids", UUID.class, due)
        .map((row, context) -> new Purged(row.getInt("enrichments"), row.getInt("contacts")))
        .one();
  }

  private static List<UUID> takePurged(Handle handle, Duration age) {
    return handle
        .createQuery(
            """
            with oldest as (
              select enrichment_id,
                  sum(contacts) over (order by purged_at, enrichment_id) - contacts as before
              from (
                select enrichment_id, contacts, purged_at from enrichment
                where purged_at < now() - :age
                order by purged_at, enrichment_id
                limit :contacts) due)
            select e.enrichment_id from enrichment e join oldest o using (enrichment_id)
            where o.before < :contacts
            order by e.enrichment_id
            for update of e skip locked
            """)
        .bind("age", age)
        .bind("contacts", CONTACTS)
        .mapTo(UUID.class)
        .list();
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

  /** Of those about contacts and about whole enrichments alike. */
  private static void closeDown(Handle handle, List<UUID> enrichmentIds) {
    for (var statement :
        List.of(
            """
            delete from delivery_attempt a using delivery d
            where d.message_id = a.message_id and d.enrichment_id = any(:ids)
            """,
            "delete from delivery where enrichment_id = any(:ids)",
            "delete from lookup where enrichment_id = any(:ids)",
            "delete from idempotency_key where enrichment_id = any(:ids)",
            """
            update enrichment set purged_at = now(), webhook_url = null, phone_country_codes = '{}'
            where enrichment_id = any(:ids)
            """)) {
      handle.createUpdate(statement).bindArray("ids", UUID.class, enrichmentIds).execute();
    }
  }
}
