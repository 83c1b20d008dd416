package enrichment.store.credits;

import org.jdbi.v3.core.Jdbi;

/**
 * What the ledger of a whole database adds up to, read by one statement and so at one moment, also
 * while others write.
 */
public record LedgerSums(
    long granted, long available, long held, long charged, long expired, long lowest) {

  public static LedgerSums read(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with sums as (
                      select coalesce(sum(amount) filter (where kind = 'grant'), 0) as granted,
                        coalesce(sum(amount) filter (where kind = 'hold'), 0) as ever_held,
                        coalesce(sum(amount) filter (where kind = 'capture'), 0) as captured,
                        coalesce(sum(amount) filter (where kind = 'release'), 0) as released,
                        coalesce(sum(amount) filter (where kind = 'expire'), 0) as expired
                      from credit_entry)
                    select granted, ever_held - captured - released as held, captured, expired,
                      (select coalesce(sum(available), 0) from credit_balance)
                        + (select coalesce(sum(amount), 0) from credit_return) as available,
                      (select coalesce(min(available), 0) from credit_balance) as lowest
                    from sums
                    """)
                .map(
                    (row, context) ->
                        new LedgerSums(
                            row.getLong("granted"),
                            row.getLong("available"),
                            row.getLong("held"),
                            row.getLong("captured"),
                            row.getLong("expired"),
                            row.getLong("lowest")))
                .one());
  }

  public boolean isInBalance() {
    return granted == available + held + charged + expired && held >= 0 && lowest >= 0;
  }
}
