package enrichment.store.credits;

import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What the ledger's entries add up to, kept in one row and brought forward now and then. Entries
 * are only ever added, but their numbers are not given out in the order of commits: those up to a
 * number are added once every transaction has ended that was under way when the number was the last
 * one.
 */
public final class LedgerSum {

  /** So many entries are added by one transaction, at most. */
  private static final long STEP = 100_000;

  /** A number is drawn a moment before its transaction can be seen to be under way. */
  private static final Duration MOMENT = Duration.ofMinutes(1);

  private final Jdbi jdbi;
  private final Duration moment;

  public LedgerSum(Database database) {
    this(database, MOMENT);
  }

  public LedgerSum(Database database, Duration moment) {
    this.jdbi = database.jdbi();
    this.moment = moment;
  }

  private record Kept(long upTo, long nextUpTo, boolean noted, boolean restored, boolean decided) {}

  /**
   * Takes one step. Several processes may do so at once.
   *
   * @return whether there is more to be added right now
   */
  public boolean bringForward() {
    return jdbi.inTransaction(
        handle -> lock(handle, moment).map(kept -> step(handle, kept)).orElse(false));
  }

  private static Optional<Kept> lock(Handle handle, Duration moment) {
    return handle
        .createQuery(
            """
            select up_to, next_up_to, next_after is not null as noted,
                -- Into another server, whose transactions have other numbers.
                next_after > pg_snapshot_xmax(pg_current_snapshot()) as restored,
                next_after <= pg_snapshot_xmin(pg_current_snapshot())
                  and next_at <= now() - :moment as decided
            from ledger_sum for update skip locked
            """)
        .bind("moment", moment)
        .map(
            (row, context) ->
                new Kept(
                    row.getLong("up_to"),
                    row.getLong("next_up_to"),
                    row.getBoolean("noted"),
                    row.getBoolean("restored"),
                    row.getBoolean("decided")))
        .findOne();
  }

  private static boolean step(Handle handle, Kept kept) {
    if (!kept.noted() || kept.restored() || kept.upTo() >= kept.nextUpTo()) {
      note(handle);
      return false;
    }
    if (!kept.decided()) {
      return false;
    }
    var to = Math.min(kept.nextUpTo(), kept.upTo() + STEP);
    add(handle, kept.upTo(), to);
    if (to == kept.nextUpTo()) {
      note(handle);
    }
    return to < kept.nextUpTo();
  }

  private static void note(Handle handle) {
    handle
        .createUpdate(
            """
        update ledger_sum set next_after = pg_snapshot_xmax(pg_current_snapshot()), next_at = now(),
            next_up_to = greatest(up_to, (select coalesce(max(entry_id), 0) from credit_entry))
        """)
        .execute();
  }

  private static void add(Handle handle, long from, long to) {
    handle
        .createUpdate(
            """
            update ledger_sum s
            set up_to = :to, granted = s.granted + e.granted, held = s.held + e.held,
                captured = s.captured + e.captured, released = s.released + e.released,
                expired = s.expired + e.expired
            from (
            """
                + SUMS
                + ") e")
        .bind("from", from)
        .bind("to", to)
        .execute();
  }

  /** Of the entries after the one, up to the other. */
  static final String SUMS =
      """
      select coalesce(sum(amount) filter (where kind = 'grant'), 0) as granted,
          coalesce(sum(amount) filter (where kind = 'hold'), 0) as held,
          coalesce(sum(amount) filter (where kind = 'capture'), 0) as captured,
          coalesce(sum(amount) filter (where kind = 'release'), 0) as released,
          coalesce(sum(amount) filter (where kind = 'expire'), 0) as expired
      from credit_entry where entry_id > :from and entry_id <= :to
      """;
}
