package enrichment.store.credits;

import enrichment.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The credits of all accounts together, for those who watch over them. What is read does not grow
 * with the ledger: see {@link LedgerSum}.
 */
public final class LedgerFigures {

  /** More entries than these are not added up to be looked at. */
  private static final long MOST_NEW = 500_000;

  /** The oldest ones alone are looked at, of the enrichments that hold credits for long. */
  private static final int MOST_HOLDING = 1_000;

  private final Jdbi jdbi;

  public LedgerFigures(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * All at one moment.
   *
   * @param held and neither captured nor released; {@code heldForLong} by enrichments that were
   *     accepted more than a day ago, the 1,000 oldest of them at most
   */
  public record Totals(
      long granted, long available, long held, long charged, long expired, long heldForLong) {

    /** Zero, or credits were lost or came out of nowhere. */
    public long imbalance() {
      return granted - available - held - charged - expired;
    }
  }

  /**
   * @return empty while the sums are so far behind the ledger that adding up the rest would take
   *     long, as at the first start of a version that keeps them
   */
  public Optional<Totals> read() {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> isFarBehind(handle) ? Optional.empty() : Optional.of(totals(handle)));
  }

  private static boolean isFarBehind(Handle handle) {
    return handle
            .createQuery(
                """
                select coalesce((select max(entry_id) from credit_entry), 0) - up_to from ledger_sum
                """)
            .mapTo(long.class)
            .one()
        > MOST_NEW;
  }

  private static Totals totals(Handle handle) {
    var upTo = handle.createQuery("select up_to from ledger_sum").mapTo(long.class).one();
    return handle
        .createQuery(
            """
            select s.granted + e.granted as granted,
                s.held + e.held - s.captured - e.captured - s.released - e.released as held,
                s.captured + e.captured as charged, s.expired + e.expired as expired,
                (select coalesce(sum(available), 0) from credit_balance)
                  + (select coalesce(sum(amount), 0) from credit_return) as available,
                (select coalesce(
                    sum(case c.kind when 'hold' then c.amount else -c.amount end), 0)
                 from (
                   select enrichment_id from enrichment
                   where state = 'ACCEPTED' and settled_at is null and closed_at is null
                     and decided_at <= now() - interval '1 day'
                   order by decided_at limit :most) old
                 join credit_entry c using (enrichment_id)) as held_for_long
            from ledger_sum s cross join (
            """
                + LedgerSum.SUMS
                + ") e")
        .bind("from", upTo)
        .bind("to", Long.MAX_VALUE)
        .bind("most", MOST_HOLDING)
        .map(LedgerFigures::ofRow)
        .one();
  }

  private static Totals ofRow(ResultSet row, StatementContext context) throws SQLException {
    return new Totals(
        row.getLong("granted"),
        row.getLong("available"),
        row.getLong("held"),
        row.getLong("charged"),
        row.getLong("expired"),
        row.getLong("held_for_long"));
  }
}
