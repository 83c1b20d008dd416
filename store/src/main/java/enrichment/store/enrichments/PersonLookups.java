package enrichment.store.enrichments;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.store.contacts.Contacts;
import enrichment.store.enrichments.Settlements.Result;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Equal contacts of an account are looked up once. The first of them leads; what its lookups come
 * to counts for the others too, and a hit for as long as the account's {@code reuse_days} say.
 */
public final class PersonLookups {

  private final Jdbi jdbi;

  public PersonLookups(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What a contact is to do. */
  public enum Turn {
    /** Its lookups are the ones that count. */
    LEADS,
    /** An equal contact is being looked up. */
    WAITS,
    /** It has ended with what an equal contact had come to. */
    ENDED
  }

  /**
   * @param ended how the contact has ended, if it has
   */
  public record Decision(Turn turn, @Nullable ContactOutcome ended) {

    private static final Decision LEADS = new Decision(Turn.LEADS, null);
    private static final Decision WAITS = new Decision(Turn.WAITS, null);
  }

  /**
   * Decides whether a contact is looked up. Asked again, it gives the same answer until the contact
   * that leads has ended.
   */
  public Decision decide(ContactKey contact) {
    return jdbi.inTransaction(
        handle -> {
          var leader = findLeader(handle, contact);
          if (leader.isEmpty()) {
            return lead(handle, contact) ? Decision.LEADS : Decision.WAITS;
          }
          return follow(handle, contact, leader.get());
        });
  }

  private static Decision follow(Handle handle, ContactKey contact, Leader leader) {
    if (leader.contact().equals(contact)) {
      return Decision.LEADS;
    }
    if (leader.outcome() == null) {
      return Decision.WAITS;
    }
    if (leader.counts()) {
      return resultOf(handle, leader)
          .map(
              result -> {
                Lookups.identifyLike(handle, contact, leader.contact());
                return new Decision(Turn.ENDED, Settlements.settle(handle, contact, result));
              })
          // Erased this very moment: then nobody leads.
          .orElse(Decision.WAITS);
    }
    return replace(handle, contact, leader.contact()) ? Decision.LEADS : Decision.WAITS;
  }

  /**
   * @param outcome null while it is looked up
   * @param suppressed whether nobody was told what was found
   * @param counts whether what it has come to holds for the contact that asks
   */
  private record Leader(
      ContactKey contact, @Nullable ContactOutcome outcome, boolean suppressed, boolean counts) {}

  /**
   * A miss counts only for those that were there before it was known, and so does a failure: what
   * no provider could answer after a quarter of an hour is not asked again for each that waited. A
   * contact that was ended from outside, without any provider having failed it, tells nothing.
   */
  private static Optional<Leader> findLeader(Handle handle, ContactKey contact) {
    return handle
        .createQuery(
            """
            select p.enrichment_id, p.position, l.outcome, l.suppressed,
                coalesce(
                  l.outcome = 'FOUND' and l.settled_at > now() - make_interval(days => a.reuse_days)
                  or l.settled_at > e.decided_at
                    and (l.outcome in ('FOUND', 'NOT_FOUND')
                      or l.outcome = 'FAILED' and (
                        select bool_and(coalesce(k.outcome in ('FAILED', 'IN_DOUBT'), false))
                        from lookup k
                        where k.enrichment_id = l.enrichment_id and k.position = l.position
                          and k.asked_for = l.enrichment_type and k.about = '')),
                  false) as counts
            from contact c
            join enrichment e using (enrichment_id)
            join account a using (account_id)
            join person_lookup p on p.account_id = e.account_id and p.person_key = c.person_key
            join contact l on l.enrichment_id = p.enrichment_id and l.position = p.position
            where c.enrichment_id = :enrichmentId and c.position = :position
            """)
        .bindMethods(contact)
        .map(
            (row, context) -> {
              var outcome = row.getString("outcome");
              return new Leader(
                  new ContactKey(
                      row.getObject("enrichment_id", UUID.class), row.getInt("position")),
                  outcome == null ? null : ContactOutcome.valueOf(outcome),
                  row.getBoolean("suppressed"),
                  row.getBoolean("counts"));
            })
        .findOne();
  }

  /** Whoever is first; the others see it when they ask again. */
  private static boolean lead(Handle handle, ContactKey contact) {
    return handle
            .createUpdate(
                """
                insert into person_lookup (account_id, person_key, enrichment_id, position)
                select e.account_id, c.person_key, c.enrichment_id, c.position
                from contact c join enrichment e using (enrichment_id)
                where c.enrichment_id = :enrichmentId and c.position = :position
                  and c.erased_at is null
                for key share of c
                on conflict do nothing
                """)
            .bindMethods(contact)
            .execute()
        == 1;
  }

  private static boolean replace(Handle handle, ContactKey contact, ContactKey leader) {
    return handle
            .createUpdate(
                """
                update person_lookup set enrichment_id = :enrichmentId, position = :position
                where enrichment_id = :leader.enrichmentId and position = :leader.position
                """)
            .bindMethods(contact)
            .bindMethods("leader", leader)
            .execute()
        == 1;
  }

  private static Optional<Result> resultOf(Handle handle, Leader leader) {
    if (leader.outcome() != null && leader.outcome() != ContactOutcome.FOUND) {
      return Optional.of(
          leader.suppressed() ? Result.SUPPRESSED : Result.without(leader.outcome()));
    }
    return handle
        .createQuery(
            """
            select * from contact
            where enrichment_id = :enrichmentId and position = :position and erased_at is null
            """)
        .bindMethods(leader.contact())
        .map((row, context) -> Result.reused(row.getString("provider"), Contacts.findings(row)))
        .findOne();
  }
}
