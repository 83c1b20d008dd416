package enrichment.store;

import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The credits of all accounts. What an entry means, and what always adds up, is written in the
 * schema.
 */
public final class CreditLedger {

  private final Jdbi jdbi;

  public CreditLedger(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What became of a grant. */
  public enum Grant {
    ADDED,
    /** The reference had been granted before, with this amount. Nothing was added. */
    KNOWN,
    /** The reference had been granted before, with another amount. Nothing was added. */
    CONFLICTING
  }

  /**
   * Adds credits to an account.
   *
   * @param reference whatever the grantor calls this grant; it never counts twice
   */
  public Grant grant(UUID accountId, long amount, String reference) {
    return jdbi.inTransaction(
        handle -> {
          var added =
              handle
                  .createUpdate(
                      """
                      with entry as (
                        insert into credit_entry (account_id, kind, amount, reference)
                        values (:accountId, 'grant', :amount, :reference)
                        on conflict do nothing
                        returning account_id, amount)
                      update credit_balance b set available = b.available + entry.amount
                      from entry where b.account_id = entry.account_id
                      """)
                  .bind("accountId", accountId)
                  .bind("amount", amount)
                  .bind("reference", reference)
                  .execute();
          if (added == 1) {
            return Grant.ADDED;
          }
          var known =
              handle
                  .createQuery(
                      """
                      select amount from credit_entry
                      where account_id = :accountId and kind = 'grant' and reference = :reference
                      """)
                  .bind("accountId", accountId)
                  .bind("reference", reference)
                  .mapTo(long.class)
                  .one();
          return known == amount ? Grant.KNOWN : Grant.CONFLICTING;
        });
  }

  /** What a new enrichment could hold right now. */
  public long available(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select b.available
                      + (select coalesce(sum(amount), 0) from credit_return r
                         where r.account_id = b.account_id)
                    from credit_balance b where b.account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .mapTo(long.class)
                .one());
  }

  public CreditBalance balance(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select
                      b.available
                        + (select coalesce(sum(amount), 0) from credit_return r
                           where r.account_id = b.account_id) as available,
                      (select coalesce(sum(case c.kind when 'hold' then c.amount else -c.amount end), 0)
                       from enrichment e join credit_entry c using (enrichment_id)
                       where e.account_id = b.account_id
                         and e.state = 'ACCEPTED' and e.closed_at is null) as held
                    from credit_balance b where b.account_id = :accountId
                    """)
                .bind("accountId", accountId)
                .map(
                    (row, context) ->
                        new CreditBalance(row.getLong("available"), row.getLong("held")))
                .one());
  }

  /**
   * Holds credits for a whole enrichment, if the account has as many.
   *
   * @return what was available before: the hold was made if that is at least the amount
   */
  static long hold(Handle handle, UUID accountId, UUID enrichmentId, long amount) {
    var available = lockAndSweep(handle, accountId);
    if (available >= amount) {
      handle
          .createUpdate(
              """
              with entry as (
                insert into credit_entry (account_id, kind, amount, enrichment_id)
                values (:accountId, 'hold', :amount, :enrichmentId)
                returning account_id, amount)
              update credit_balance b set available = b.available - entry.amount
              from entry where b.account_id = entry.account_id
              """)
          .bind("accountId", accountId)
          .bind("amount", amount)
          .bind("enrichmentId", enrichmentId)
          .execute();
    }
    return available;
  }

  /** Locks the account's balance, and adds the credits that were returned since it was last. */
  private static long lockAndSweep(Handle handle, UUID accountId) {
    handle
        .createQuery("select from credit_balance where account_id = :accountId for update")
        .bind("accountId", accountId)
        .mapToMap()
        .one();
    return handle
        .createQuery(
            """
            with returned as (
              delete from credit_return where account_id = :accountId returning amount)
            update credit_balance
            set available = available + (select coalesce(sum(amount), 0) from returned)
            where account_id = :accountId
            returning available
            """)
        .bind("accountId", accountId)
        .mapTo(long.class)
        .one();
  }
}
