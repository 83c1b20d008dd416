package enrichment.store.credits;

import enrichment.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * The credits of all accounts. What an entry means, and what always adds up, is written in the
 * schema.
 */
public final class CreditLedger {

  /**
   * The account's lots as they are once the credits in {@code returned} are back in them. How much
   * of an enrichment's credits a lot has back follows from how much was released in all: an entry
   * and its return are seen together or not at all.
   */
  private static final String LOTS =
      """
      back as (
        select h.enrichment_id, h.lot_id,
            least(h.amount, greatest(0, released.amount - h.returns_after)) - h.returned as amount
        from (select distinct enrichment_id from returned) r
        join credit_lot_hold h using (enrichment_id)
        cross join lateral (
          select coalesce(sum(c.amount), 0) as amount from credit_entry c
          where c.enrichment_id = h.enrichment_id and c.kind = 'release') released),
      back_in as (
        select lot_id, sum(amount) as amount from back where amount > 0 group by lot_id),
      -- An index serves each of both: of lots that are spent there may be any number.
      lot as (
        select l.lot_id, l.expires_at, l.expires_at <= now() as due,
            l.remaining + coalesce(b.amount, 0) as remaining
        from credit_lot l left join back_in b using (lot_id)
        where l.account_id = :accountId and l.remaining > 0
        union all
        select l.lot_id, l.expires_at, l.expires_at <= now(), b.amount
        from back_in b join credit_lot l using (lot_id)
        where l.remaining = 0)
      """;

  /** What a sweep would make of the balance now. */
  private static final String SWEPT =
      """
      with returned as (
        select enrichment_id, amount from credit_return where account_id = :accountId),
      """
          + LOTS
          + """
          select
            b.available
              + (select coalesce(sum(amount), 0) from returned)
              - (select coalesce(sum(remaining), 0) from lot where due) as available
          """;

  private static final String OF_ACCOUNT =
      """
          from credit_balance b where b.account_id = :accountId
      """;

  /** All that there is to be known at one moment, as if everything due were swept up. */
  private static final String READ =
      SWEPT
          + """
          ,
            (select coalesce(sum(case c.kind when 'hold' then c.amount else -c.amount end), 0)
             from enrichment e join credit_entry c using (enrichment_id)
             where e.account_id = b.account_id
               and e.state = 'ACCEPTED' and e.settled_at is null and e.closed_at is null) as held,
            array(
              select sum(remaining) from lot where not due
              group by expires_at order by expires_at) as expiring,
            array(
              select expires_at from lot where not due
              group by expires_at order by expires_at) as expires_at
          """
          + OF_ACCOUNT;

  private static final int MANY_RETURNED = 1_000;

  private final Jdbi jdbi;

  public CreditLedger(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What became of a grant. */
  public enum Grant {
    ADDED,
    /** The reference had been granted before, the same. Nothing was added. */
    KNOWN,
    /** The reference had been granted before, with another amount or expiry. Nothing was added. */
    CONFLICTING,
    /** It would have expired already. Nothing was added. */
    EXPIRED
  }

  /** Adds credits to an account that never expire. */
  public Grant grant(UUID accountId, long amount, String reference) {
    return grant(accountId, amount, reference, null);
  }

  /**
   * Adds credits to an account.
   *
   * @param reference whatever the grantor calls this grant; it never counts twice
   * @param expiresAt when what is left of them is lost, exact to a microsecond; null: never
   */
  public Grant grant(UUID accountId, long amount, String reference, @Nullable Instant expiresAt) {
    return jdbi.inTransaction(
        handle -> {
          var added =
              handle
                  .createUpdate(
                      """
                      with entry as (
                        insert into credit_entry (account_id, kind, amount, reference, expires_at)
                        select :accountId, 'grant', :amount, :reference, :expiresAt
                        where coalesce(:expiresAt > now(), true)
                        on conflict do nothing
                        returning entry_id, account_id, amount, expires_at),
                      lot as (
                        insert into credit_lot (lot_id, account_id, expires_at, remaining)
                        select entry_id, account_id, expires_at, amount
                        from entry where expires_at is not null)
                      update credit_balance b set available = b.available + entry.amount
                      from entry where b.account_id = entry.account_id
                      """)
                  .bind("accountId", accountId)
                  .bind("amount", amount)
                  .bind("reference", reference)
                  .bindByType("expiresAt", utc(expiresAt), OffsetDateTime.class)
                  .execute();
          return added == 1 ? Grant.ADDED : known(handle, accountId, amount, reference, expiresAt);
        });
  }

  private static Grant known(
      Handle handle, UUID accountId, long amount, String reference, @Nullable Instant expiresAt) {
    return handle
        .createQuery(
            """
            select amount = :amount and expires_at is not distinct from :expiresAt as same
            from credit_entry
            where account_id = :accountId and kind = 'grant' and reference = :reference
            """)
        .bind("accountId", accountId)
        .bind("amount", amount)
        .bind("reference", reference)
        .bindByType("expiresAt", utc(expiresAt), OffsetDateTime.class)
        .mapTo(boolean.class)
        .findOne()
        .map(same -> same ? Grant.KNOWN : Grant.CONFLICTING)
        .orElse(Grant.EXPIRED);
  }

  private static @Nullable OffsetDateTime utc(@Nullable Instant moment) {
    return moment == null ? null : moment.atOffset(ZoneOffset.UTC);
  }

  /** What a new enrichment could hold right now. */
  public long available(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(SWEPT + OF_ACCOUNT)
                .bind("accountId", accountId)
                .mapTo(long.class)
                .one());
  }

  public CreditBalance balance(UUID accountId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(READ)
                .bind("accountId", accountId)
                .map(CreditLedger::balanceOf)
                .one());
  }

  private static CreditBalance balanceOf(ResultSet row, StatementContext context)
      throws SQLException {
    var amounts = (Number[]) row.getArray("expiring").getArray();
    var moments = (Timestamp[]) row.getArray("expires_at").getArray();
    var expiring = new ArrayList<CreditBalance.Expiring>();
    for (var i = 0; i < amounts.length; i++) {
      expiring.add(new CreditBalance.Expiring(amounts[i].longValue(), moments[i].toInstant()));
    }
    return new CreditBalance(row.getLong("available"), row.getLong("held"), expiring);
  }

  /**
   * What happened to an account's credits, newest first.
   *
   * @param before only what happened before this entry
   */
  public List<CreditEntry> entries(UUID accountId, @Nullable Long before, int limit) {
    expireDue(accountId);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select e.entry_id, e.kind, e.amount, e.enrichment_id, e.position,
                        coalesce(e.reference, g.reference) as reference, e.expires_at, e.created_at
                    from credit_entry e
                    left join credit_entry g on g.entry_id = e.lot_id
                    where e.account_id = :accountId
                    """
                        // A plan for both would read all that is newer than the page.
                        + (before == null ? "" : "and e.entry_id < :before ")
                        + "order by e.entry_id desc limit :limit")
                .bind("accountId", accountId)
                .bind("before", before)
                .bind("limit", limit)
                .map(CreditLedger::entryOf)
                .list());
  }

  private static CreditEntry entryOf(ResultSet row, StatementContext context) throws SQLException {
    var expiresAt = row.getObject("expires_at", OffsetDateTime.class);
    return new CreditEntry(
        row.getLong("entry_id"),
        row.getString("kind"),
        row.getLong("amount"),
        row.getObject("enrichment_id", UUID.class),
        row.getObject("position", Integer.class),
        row.getString("reference"),
        expiresAt == null ? null : expiresAt.toInstant(),
        row.getObject("created_at", OffsetDateTime.class).toInstant());
  }

  private void expireDue(UUID accountId) {
    var due =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select exists (
                          select from credit_lot
                          where account_id = :accountId and remaining > 0 and expires_at <= now())
                        """)
                    .bind("accountId", accountId)
                    .mapTo(boolean.class)
                    .one());
    if (due) {
      sweep(accountId);
    }
  }

  /** Writes down what has expired of all accounts. What is available is the same without it. */
  public void expireDue() {
    jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select account_id from credit_lot
                        where remaining > 0 and expires_at <= now()
                        union
                        select r.account_id from credit_return r
                        join credit_lot_hold h using (enrichment_id)
                        join credit_lot l using (lot_id)
                        where l.expires_at <= now() and h.returned < h.amount
                        """)
                    .mapTo(UUID.class)
                    .list())
        .forEach(this::sweep);
  }

  /**
   * Sweeps up where so much was returned since the account's last hold that reading it takes long.
   */
  public void sweepReturned() {
    jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select account_id from credit_return
                        group by account_id having count(*) >= :many
                        """)
                    .bind("many", MANY_RETURNED)
                    .mapTo(UUID.class)
                    .list())
        .forEach(this::sweep);
  }

  /** Adds what was returned to the balance and its lots, and takes away what has expired. */
  public void sweep(UUID accountId) {
    jdbi.useTransaction(handle -> lockAndSweep(handle, accountId));
  }

  /**
   * Holds credits for a whole enrichment, if the account has as many.
   *
   * @return what was available before: the hold was made if that is at least the amount
   */
  public static long hold(Handle handle, UUID accountId, UUID enrichmentId, long amount) {
    var available = lockAndSweep(handle, accountId);
    if (available >= amount) {
      // No lot is due that has anything left: the sweep was at this very moment.
      handle
          .createUpdate(
              """
              with entry as (
                insert into credit_entry (account_id, kind, amount, enrichment_id)
                values (:accountId, 'hold', :amount, :enrichmentId)
                returning account_id, amount),
              lot as (
                select lot_id, remaining,
                    sum(remaining) over (order by expires_at, lot_id) - remaining as sooner
                from credit_lot where account_id = :accountId and remaining > 0),
              part as (
                select lot_id, least(remaining, :amount - sooner) as amount, sooner
                from lot where sooner < :amount),
              taken as (
                update credit_lot l set remaining = l.remaining - part.amount
                from part where l.lot_id = part.lot_id),
              noted as (
                insert into credit_lot_hold (enrichment_id, lot_id, amount, returns_after)
                select :enrichmentId, lot_id, amount, :amount - sooner - amount from part)
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

  private static long lockAndSweep(Handle handle, UUID accountId) {
    // A statement of its own: the next one sees all that was done under the lock before.
    handle
        .createQuery("select from credit_balance where account_id = :accountId for update")
        .bind("accountId", accountId)
        .mapToMap()
        .one();
    return handle
        .createQuery(
            """
            with returned as (
              delete from credit_return where account_id = :accountId
              returning enrichment_id, amount),
            """
                + LOTS
                + """
                , noted as (
                  update credit_lot_hold h set returned = h.returned + back.amount
                  from back
                  where h.enrichment_id = back.enrichment_id and h.lot_id = back.lot_id
                    and back.amount > 0),
                changed as (
                  update credit_lot l set remaining = case when lot.due then 0 else lot.remaining end
                  from lot
                  where l.lot_id = lot.lot_id and (lot.due or l.remaining <> lot.remaining)),
                expired as (
                  insert into credit_entry (account_id, kind, amount, lot_id)
                  select :accountId, 'expire', remaining, lot_id from lot where due
                  returning amount)
                update credit_balance
                set available = available
                  + (select coalesce(sum(amount), 0) from returned)
                  - (select coalesce(sum(amount), 0) from expired)
                where account_id = :accountId
                returning available
                """)
        .bind("accountId", accountId)
        .mapTo(long.class)
        .one();
  }
}
