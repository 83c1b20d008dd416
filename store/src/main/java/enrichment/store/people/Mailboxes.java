package enrichment.store.people;

import enrichment.domain.ContactKey;
import enrichment.domain.Findings;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.StoredJson;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/**
 * Takes a mailbox that is no one person's out of what is stored. Those who have it stay, and lose
 * it.
 */
public final class Mailboxes {

  /**
   * @param traces those who are recognised by the mailbox
   * @return how many have lost it
   */
  public static int forget(Handle handle, PersonIdentifier mailbox, Set<Trace> traces) {
    return (int)
        traces.stream()
            .filter(trace -> !trace.isOfDirectory())
            .filter(trace -> forget(handle, mailbox, trace))
            .count();
  }

  private static boolean forget(Handle handle, PersonIdentifier mailbox, Trace trace) {
    var hashes =
        Stream.concat(
                Stream.of(mailbox),
                trace.names().stream().flatMap(name -> mailbox.ofName(name).stream()))
            .flatMap(identifier -> IdentityHashes.spelt(handle, identifier))
            .collect(Collectors.toSet());
    var forgotten = 0;
    for (var contact : trace.contacts()) {
      forgotten += forgetFound(handle, contact, mailbox, hashes);
      forgetLookups(handle, contact, mailbox);
    }
    return forgotten > 0;
  }

  private static int forgetFound(
      Handle handle, ContactKey contact, PersonIdentifier mailbox, Set<String> hashes) {
    return handle
        .createUpdate(
            """
            update contact
            set email = case when lower(email) <> all(:spellings) then email end,
                email_status = case when lower(email) <> all(:spellings)
                  then email_status else 'N/A' end,
                personal_email = case when lower(personal_email) <> all(:spellings)
                  then personal_email end,
                personal_email_status = case when lower(personal_email) <> all(:spellings)
                  then personal_email_status else 'N/A' end,
                identities = array(
                  select known from unnest(identities) as known
                  where known <> all(cast(:hashes as bytea[])))
            where enrichment_id = :enrichmentId and position = :position and erased_at is null
              and identities && :hashes
            """)
        .bindMethods(contact)
        .bindArray("spellings", String.class, spellings(mailbox))
        .bind("hashes", IdentityHashes.searched(hashes))
        .execute();
  }

  private static void forgetLookups(Handle handle, ContactKey contact, PersonIdentifier mailbox) {
    record Answer(String provider, String askedFor, Findings findings) {}
    handle
        .createQuery(
            """
            select provider, asked_for, answer from lookup
            where enrichment_id = :enrichmentId and position = :position and answer is not null
            for update
            """)
        .bindMethods(contact)
        .map(
            (row, context) ->
                new Answer(
                    row.getString("provider"),
                    row.getString("asked_for"),
                    StoredJson.read(row.getString("answer"), Findings.class)))
        .filter(answer -> isIt(mailbox, answer.findings()))
        .forEach(
            answer ->
                handle
                    .createUpdate(
                        """
                        update lookup set answer = null, outcome = 'REFUTED'
                        where enrichment_id = :enrichmentId and position = :position
                          and provider = :provider and asked_for = :askedFor and about = ''
                        """)
                    .bindMethods(contact)
                    .bind("provider", answer.provider())
                    .bind("askedFor", answer.askedFor())
                    .execute());
    var addresses =
        IdentityHashes.array(spellings(mailbox).stream().map(Lookups::hash).toArray(byte[][]::new));
    for (var statement :
        List.of(
            """
            update lookup set verdict = null, address = null
            where enrichment_id = :enrichmentId and position = :position
              and address = any(:addresses)
            """,
            """
            delete from person_lookup
            where enrichment_id = :enrichmentId and position = :position
            """,
            """
            update delivery_attempt set response_body = null
            where message_id in (
              select message_id from delivery
              where enrichment_id = :enrichmentId and position = :position)
            """)) {
      handle.createUpdate(statement).bindMethods(contact).bind("addresses", addresses).execute();
    }
  }

  private static List<String> spellings(PersonIdentifier mailbox) {
    return mailbox.spellings().stream().map(PersonIdentifier::key).toList();
  }

  private static boolean isIt(PersonIdentifier mailbox, Findings findings) {
    return Stream.of(findings.email(), findings.personalEmail())
        .filter(Objects::nonNull)
        .anyMatch(email -> PersonIdentifier.ofEmail(email).filter(mailbox::equals).isPresent());
  }

  /** One of whom nothing else is known is left with nothing to be found, and goes. */
  public static int leaveDirectory(Handle handle, PersonIdentifier mailbox, List<Long> ids) {
    var gone =
        handle
            .createUpdate(
                """
                delete from directory_person
                where id = any(:ids) and cardinality(phones) = 0
                  and (email is null or lower(email) = any(:spellings))
                  and (personal_email is null or lower(personal_email) = any(:spellings))
                """)
            .bindArray("ids", Long.class, ids)
            .bindArray("spellings", String.class, spellings(mailbox))
            .execute();
    var without =
        handle
            .createUpdate(
                """
                update directory_person
                set email = case when lower(email) <> all(:spellings) then email end,
                    email_status = case when lower(email) <> all(:spellings)
                      then email_status else 'N/A' end,
                    personal_email = case when lower(personal_email) <> all(:spellings)
                      then personal_email end,
                    personal_email_status = case when lower(personal_email) <> all(:spellings)
                      then personal_email_status else 'N/A' end
                where id = any(:ids)
                """)
            .bindArray("ids", Long.class, ids)
            .bindArray("spellings", String.class, spellings(mailbox))
            .execute();
    return gone + without;
  }

  private Mailboxes() {}
}
