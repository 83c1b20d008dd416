package enrichment.store.privacy;

import enrichment.domain.ContactKey;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.identity.PersonIdentifier.Kind;
import enrichment.store.people.KnownPerson;
import enrichment.store.people.Mailboxes;
import enrichment.store.privacy.Tombstones.Buried;
import enrichment.store.sql.Database;
import enrichment.store.sql.Deadlocks;
import enrichment.store.sql.GoneException;
import enrichment.store.sql.Ids;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Erases people: every trace of them, in one transaction. The ledger stays, and so does the count
 * of contacts. That of an account erases what that account has; the directory is the operator's.
 */
public final class Erasures {

  private final Jdbi jdbi;
  private final ContactIdentities identities;

  public Erasures(Database database) {
    this.jdbi = database.jdbi();
    this.identities = new ContactIdentities(database);
  }

  /**
   * Erases the person who is known by this in an account, or, with null, in all of them and the
   * directory. A mailbox that is no one person's is taken from those who have it, who stay.
   *
   * @return the receipt, also when nobody was known
   */
  public Erasure erase(@Nullable UUID accountId, PersonIdentifier identifier) {
    identities.complete();
    return Deadlocks.retry(
        () ->
            jdbi.inTransaction(
                handle ->
                    erase(
                        handle,
                        accountId,
                        identifier,
                        KnownPerson.find(handle, accountId, identifier))));
  }

  /**
   * Erases the person of a contact, with all its parts, wherever in its account.
   *
   * @return empty when there is no such contact
   * @throws GoneException when it was erased before
   */
  public Optional<Erasure> eraseContact(UUID accountId, UUID contactId) {
    identities.complete();
    return Deadlocks.retry(
        () ->
            jdbi.inTransaction(
                handle ->
                    contact(handle, accountId, contactId)
                        .map(contact -> KnownPerson.find(handle, accountId, contact, Set.of()))
                        .map(person -> erase(handle, accountId, null, List.of(person)))));
  }

  private static Optional<ContactKey> contact(Handle handle, UUID accountId, UUID contactId) {
    return handle
        .createQuery(
            """
            select c.enrichment_id, c.position, c.erased_at is not null as gone
            from contact c join enrichment e using (enrichment_id)
            where c.contact_id = :contactId and e.account_id = :accountId
              and e.state = 'ACCEPTED'
            """)
        .bind("contactId", contactId)
        .bind("accountId", accountId)
        .map(
            (row, context) -> {
              GoneException.throwIf(row.getBoolean("gone"));
              return ContactIdentities.keyOf(row);
            })
        .findOne();
  }

  /**
   * @param mailbox what was asked for, where a person may turn out to be none
   * @param people as each account knows the person, and the directory
   */
  private static Erasure erase(
      Handle handle,
      @Nullable UUID accountId,
      @Nullable PersonIdentifier mailbox,
      List<KnownPerson> people) {
    var contacts = 0;
    var directory = 0;
    var buried = Buried.NOTHING;
    for (var person : people) {
      var ofDirectory = person.accountId() == null;
      if (person.isMailbox() && mailbox != null) {
        contacts += Mailboxes.forget(handle, mailbox, person.traces());
        directory +=
            ofDirectory ? Mailboxes.leaveDirectory(handle, mailbox, person.directoryIds()) : 0;
      } else {
        var ofPerson = Tombstones.bury(handle, person.contacts());
        contacts += ofWhich(person, ofPerson);
        buried = buried.and(ofPerson);
        directory += ofDirectory ? leaveDirectory(handle, person.directoryIds()) : 0;
      }
      unlearn(handle, person.identifiers());
    }
    return receipt(handle, accountId, contacts, buried, directory);
  }

  /** All parts of a contact are one. */
  private static int ofWhich(KnownPerson person, Buried buried) {
    return (int)
        person.traces().stream()
            .filter(trace -> trace.contacts().stream().anyMatch(buried.contacts()::contains))
            .count();
  }

  private static Erasure receipt(
      Handle handle, @Nullable UUID accountId, int contacts, Buried buried, int directory) {
    return handle
        .createQuery(
            """
            insert into erasure (erasure_id, account_id, contacts, deliveries, directory)
            values (:id, :accountId, :contacts, :deliveries, :directory)
            returning erasure_id, erased_at
            """)
        .bind("id", Ids.next())
        .bind("accountId", accountId)
        .bind("contacts", contacts)
        .bind("deliveries", buried.deliveries())
        .bind("directory", directory)
        .map(
            (row, context) ->
                new Erasure(
                    row.getObject("erasure_id", UUID.class),
                    row.getObject("erased_at", OffsetDateTime.class).toInstant(),
                    contacts,
                    buried.deliveries(),
                    directory,
                    buried.open()))
        .one();
  }

  /** How a domain writes its people may be known from this one alone; it is soon learnt again. */
  private static void unlearn(Handle handle, Collection<PersonIdentifier> identifiers) {
    handle
        .createUpdate("delete from email_pattern where domain = any(:domains)")
        .bindArray(
            "domains",
            String.class,
            identifiers.stream()
                .filter(identifier -> identifier.kind() != Kind.LINKEDIN_URL)
                .map(PersonIdentifier::domain)
                .toList())
        .execute();
  }

  private static int leaveDirectory(Handle handle, List<Long> ids) {
    return handle
        .createUpdate("delete from directory_person where id = any(:ids)")
        .bindArray("ids", Long.class, ids)
        .execute();
  }
}
