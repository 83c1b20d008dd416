package enrichment.store.credits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What the ledger's rows have to add up to. Each check is one statement, and so one moment. */
public final class LedgerRules {

  /** The rules of one account, at any time, also while others write. */
  private static final String ALWAYS =
      """
      with entry as (select * from credit_entry where account_id = :accountId),
      lot_hold as (
        select h.*, l.remaining from credit_lot_hold h join credit_lot l using (lot_id)
        where l.account_id = :accountId),
      sums as (
        select coalesce(sum(amount) filter (where kind = 'grant'), 0) as granted,
            coalesce(sum(amount) filter (where kind = 'hold'), 0) as ever_held,
            coalesce(sum(amount) filter (where kind = 'capture'), 0) as charged,
            coalesce(sum(amount) filter (where kind = 'release'), 0) as released,
            coalesce(sum(amount) filter (where kind = 'expire'), 0) as expired,
            (select available from credit_balance where account_id = :accountId) as swept,
            (select coalesce(sum(amount), 0) from credit_return where account_id = :accountId)
              as returned
        from entry),
      enrichment_sums as (
        select enrichment_id,
            coalesce(sum(amount) filter (where kind = 'hold'), 0) as held,
            coalesce(sum(amount) filter (where kind in ('capture', 'release')), 0) as resolved
        from entry where enrichment_id is not null group by enrichment_id)
      select rule from (
        select 'granted = available + held + charged + expired' as rule,
            granted = swept + returned + (ever_held - charged - released) + charged + expired
              as holds from sums
        union all
        select 'nothing is negative', swept >= 0 and ever_held - charged - released >= 0 from sums
        union all
        select 'nothing is resolved that is not held', resolved <= held from enrichment_sums
        union all
        select 'what is held belongs to an enrichment whose books are open',
            held = resolved or exists (
              select from enrichment e
              where e.enrichment_id = s.enrichment_id
                and e.state = 'ACCEPTED' and e.closed_at is null)
        from enrichment_sums s
        union all
        select 'lots are part of what is available',
            (select coalesce(sum(remaining), 0) from credit_lot where account_id = :accountId)
              <= swept from sums
        union all
        select 'what a lot was granted is left, held, charged or expired',
            g.amount = l.remaining
              + (select coalesce(sum(amount - returned), 0) from lot_hold h
                 where h.lot_id = l.lot_id)
              + (select coalesce(sum(amount), 0) from entry e where e.lot_id = l.lot_id)
        from credit_lot l join entry g on g.entry_id = l.lot_id
        union all
        select 'each expiring grant has its lot',
            exists (select from credit_lot l where l.lot_id = g.entry_id)
        from entry g where g.expires_at is not null
        union all
        select 'no more is held from lots than is held', h.amount <= s.held
        from (select enrichment_id, sum(amount) as amount from lot_hold group by 1) h
        join enrichment_sums s using (enrichment_id)) rules
      where not holds
      """;

  /** The rules of all accounts, once everything is settled and swept. */
  private static final String IN_THE_END =
      """
      with per_contact as (
        select e.enrichment_id, e.price, e.state, c.position, c.outcome,
            count(t.entry_id) as entries, coalesce(sum(t.amount), 0) as amount,
            bool_or(t.kind = 'capture') as captured
        from enrichment e join contact c using (enrichment_id)
        left join credit_entry t
          on t.enrichment_id = c.enrichment_id and t.position = c.position
        group by e.enrichment_id, e.price, e.state, c.position, c.outcome),
      per_enrichment as (
        select e.enrichment_id, e.state, e.contacts * e.price as credits,
            count(*) filter (where t.kind = 'hold') as holds,
            coalesce(sum(t.amount) filter (where t.kind = 'hold'), 0) as held,
            coalesce(sum(t.amount) filter (where t.kind = 'capture'), 0) as charged
        from enrichment e left join credit_entry t using (enrichment_id)
        group by e.enrichment_id)
      select distinct rule from (
        select 'each contact has one capture or one release' as rule,
            case when state = 'ACCEPTED'
              then entries = 1 and amount = price and outcome is not null
              else entries = 0 and outcome is null end as holds from per_contact
        union all
        select 'a hit is captured, anything else released', captured = (outcome = 'FOUND')
        from per_contact where state = 'ACCEPTED'
        union all
        select 'what is accepted is held once, as a whole',
            case when state = 'ACCEPTED' then holds = 1 and held = credits else holds = 0 end
        from per_enrichment
        union all
        select 'what is charged is what would have expired first',
            h.kept = least(e.charged, h.amount)
        from (select enrichment_id, sum(amount) as amount, sum(amount - returned) as kept
              from credit_lot_hold group by enrichment_id) h
        join per_enrichment e using (enrichment_id)
        union all
        select 'nothing is on its way back', false from credit_return
        union all
        select 'nothing is left of what has expired', remaining = 0
        from credit_lot where expires_at <= now()) rules
      where not holds
      """;

  public static void checkAlways(Jdbi jdbi, UUID accountId) {
    List<String> broken =
        jdbi.withHandle(
            handle ->
                handle.createQuery(ALWAYS).bind("accountId", accountId).mapTo(String.class).list());
    assertThat(broken).as("broken rules").isEmpty();
  }

  static void checkInTheEnd(Jdbi jdbi) {
    List<String> broken =
        jdbi.withHandle(handle -> handle.createQuery(IN_THE_END).mapTo(String.class).list());
    assertThat(broken).as("broken rules").isEmpty();
  }

  private LedgerRules() {}
}
