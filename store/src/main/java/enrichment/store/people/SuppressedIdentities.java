package enrichment.store.people;

import enrichment.domain.ContactKey;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** By what people who are suppressed are recognised, beside what they were named by. */
public final class SuppressedIdentities {

  /** What one account has said counts in that account alone. */
  public static void recognise(Handle handle, UUID suppressionId, KnownPerson person) {
    handle
        .createUpdate(
            """
            insert into suppressed_identity (suppression_id, account_id, identity, weak)
            select :suppressionId, :accountId, identity, identity = any(:weak)
            from unnest(:identities) as known (identity)
            on conflict do nothing
            """)
        .bind("suppressionId", suppressionId)
        .bind("accountId", person.accountId())
        .bind("identities", IdentityHashes.ofHex(person.toSuppress()))
        .bind("weak", IdentityHashes.ofHex(person.weakHashes()))
        .execute();
  }

  /**
   * One who is recognised by something is so by all that is known of the contact from then on, as
   * if the contact had been there before the suppression.
   *
   * @param contact that has ended as suppressed, or otherwise
   * @param said by what was answered
   */
  public static void learn(Handle handle, ContactKey contact, Set<PersonIdentifier> said) {
    record Recognised(UUID accountId, UUID suppressionId, String hash) {}
    var by =
        handle
            .createQuery(
                """
                select e.account_id, s.suppression_id, s.identity
                from contact c join enrichment e using (enrichment_id)
                cross join lateral known_by(e.enrichment_id, e.kind, c.identities) k (identities)
                join suppressed_identity s on s.identity = any(k.identities)
                  and (s.account_id is null or s.account_id = e.account_id)
                  -- As in is_suppressed: of one with a profile it says nothing.
                  and not (s.weak and exists (
                    select from unnest(k.identities) as mark where octet_length(mark) = 33))
                where c.enrichment_id = :enrichmentId and c.position = :position and c.suppressed
                """)
            .bindMethods(contact)
            .map(
                (row, context) ->
                    new Recognised(
                        row.getObject("account_id", UUID.class),
                        row.getObject("suppression_id", UUID.class),
                        IdentityHashes.hashIn(row.getBytes("identity"))))
            .list();
    if (by.isEmpty()) {
      return;
    }
    var accountId = by.getFirst().accountId();
    // A mailbox that others have, too, says not who is meant.
    var shared =
        said.stream()
            .filter(one -> KnownPerson.isMailbox(handle, accountId, one))
            .flatMap(one -> IdentityHashes.spelt(handle, one))
            .collect(Collectors.toSet());
    var suppressions =
        by.stream()
            .filter(one -> !shared.contains(one.hash()))
            .map(Recognised::suppressionId)
            .collect(Collectors.toSet());
    if (!suppressions.isEmpty()) {
      var person = KnownPerson.find(handle, accountId, contact, said);
      suppressions.forEach(one -> recognise(handle, one, person));
    }
  }

  private SuppressedIdentities() {}
}
