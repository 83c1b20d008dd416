package enrichment.store;

import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * The credits of all accounts together, for whoever watches over them. Entries are only ever added,
 * so what is old is added up once, and each reading looks at what is new.
 */
public final class LedgerFigures {

  private final Jdbi jdbi;

  /** Of all entries up to {@code lastOld}. */
  private final Map<String, Long> old = new HashMap<>();

  private long lastOld;

  public LedgerFigures(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * All at one moment.
   *
   * @param held by enrichments that are open; {@code heldForLong} for more than a day
   */
  public record Totals(
      long granted, long available, long held, long charged, long expired, long heldForLong) {

    /** Zero, or credits were lost or came out of nowhere. */
    public long imbalance() {
      return granted - available - held - charged - expired;
    }
  }

  public synchronized Totals read() {
    return jdbi.inTransaction(
        TransactionIsolationLevel.REPEATABLE_READ,
        handle -> {
          addUpWhatIsOld(handle);
          var entries = new HashMap<>(old);
          sums(handle, lastOld, Long.MAX_VALUE)
              .forEach((kind, amount) -> entries.merge(kind, amount, Long::sum));
          return new Totals(
              entries.getOrDefault("grant", 0L),
              available(handle),
              held(handle, "0 s"),
              entries.getOrDefault("capture", 0L),
              entries.getOrDefault("expire", 0L),
              held(handle, "1 day"));
        });
  }

  /** Numbers are not given out in the order of commits, but no transaction takes an hour. */
  private void addUpWhatIsOld(Handle handle) {
    long upTo =
        handle
            .createQuery(
                """
                select coalesce(max(entry_id), :from) from credit_entry
                where entry_id > :from and created_at < now() - interval '1 h'
                """)
            .bind("from", lastOld)
            .mapTo(Long.class)
            .one();
    sums(handle, lastOld, upTo).forEach((kind, amount) -> old.merge(kind, amount, Long::sum));
    lastOld = upTo;
  }

  private static Map<String, Long> sums(Handle handle, long from, long upTo) {
    return handle
        .createQuery(
            """
            select kind, sum(amount)::bigint as amount from credit_entry
            where entry_id > :from and entry_id <= :upTo
            group by kind
            """)
        .bind("from", from)
        .bind("upTo", upTo)
        .reduceRows(
            new HashMap<>(),
            (sums, row) -> {
              sums.put(row.getColumn("kind", String.class), row.getColumn("amount", Long.class));
              return sums;
            });
  }

  private static long available(Handle handle) {
    return handle
        .createQuery(
            """
            select (select coalesce(sum(available), 0) from credit_balance)::bigint
              + (select coalesce(sum(amount), 0) from credit_return)::bigint
            """)
        .mapTo(Long.class)
        .one();
  }

  private static long held(Handle handle, String forAtLeast) {
    return handle
        .createQuery(
            """
            select coalesce(sum(case c.kind when 'hold' then c.amount else -c.amount end), 0)::bigint
            from enrichment e join credit_entry c using (enrichment_id)
            where e.state = 'ACCEPTED' and e.closed_at is null
              and e.decided_at <= now() - :age::interval
            """)
        .bind("age", forAtLeast)
        .mapTo(Long.class)
        .one();
  }
}
