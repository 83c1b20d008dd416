package enrichment.store;

import enrichment.domain.ContactKey;
import enrichment.store.PersonIdentifier.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of one person: the contacts and the people of the directory who are recognised
 * by something that is known of the person, and by what those bring along.
 *
 * <p>Nobody is taken for somebody else. Who only shares the name and the domain, and has another
 * LinkedIn profile, is a namesake; unless that name and domain is the very thing that was asked
 * for.
 */
final class KnownPerson {

  /**
   * One place where a person is stored.
   *
   * @param contact null: a person of the directory
   */
  private record Trace(
      @Nullable ContactKey contact, long directoryId, Set<PersonIdentifier> identifiers) {

    boolean sharesAny(Set<PersonIdentifier> others) {
      return identifiers.stream().anyMatch(others::contains);
    }

    Set<PersonIdentifier> profiles() {
      return identifiers.stream()
          .filter(identifier -> identifier.kind() == Kind.LINKEDIN_URL)
          .collect(Collectors.toSet());
    }
  }

  private final Set<PersonIdentifier> asked;
  private final Set<PersonIdentifier> identifiers = new HashSet<>();
  private final Set<Trace> traces = new HashSet<>();

  private KnownPerson(Set<PersonIdentifier> asked) {
    this.asked = asked;
    identifiers.addAll(asked);
  }

  /**
   * @param accountId in whose contacts; null: in everybody's
   */
  static KnownPerson find(Handle handle, @Nullable UUID accountId, PersonIdentifier identifier) {
    var person = new KnownPerson(Set.of(identifier));
    person.grow(handle, accountId);
    return person;
  }

  /** Who is meant by one or more contacts, and wherever else that person is in this account. */
  static KnownPerson find(Handle handle, UUID accountId, List<ContactKey> contacts) {
    var person = new KnownPerson(Set.of());
    contacts.forEach(contact -> person.take(read(handle, contact)));
    person.grow(handle, accountId);
    return person;
  }

  Set<PersonIdentifier> identifiers() {
    return Set.copyOf(identifiers);
  }

  List<ContactKey> contacts() {
    return traces.stream().map(Trace::contact).flatMap(Stream::ofNullable).distinct().toList();
  }

  List<Long> directoryIds() {
    return traces.stream()
        .filter(trace -> trace.contact() == null)
        .map(Trace::directoryId)
        .toList();
  }

  private void grow(Handle handle, @Nullable UUID accountId) {
    List<Trace> joining;
    do {
      var others = new ArrayList<>(contacts(handle, accountId));
      others.addAll(directory(handle));
      others.removeAll(traces);
      joining = others.stream().filter(this::isMeant).toList();
      if (joining.isEmpty()) {
        joining = namesakesWithoutAnotherProfile(others);
      }
      joining.forEach(this::take);
    } while (!joining.isEmpty());
  }

  private void take(Trace trace) {
    traces.add(trace);
    identifiers.addAll(trace.identifiers());
  }

  /** By what was asked for, or by what belongs to one person alone. */
  private boolean isMeant(Trace trace) {
    return trace.sharesAny(asked)
        || trace.identifiers().stream()
            .anyMatch(
                identifier ->
                    identifier.kind() != Kind.NAME_AND_DOMAIN && identifiers.contains(identifier));
  }

  /** Where the profile is not known yet, it is theirs, if they have but one. */
  private List<Trace> namesakesWithoutAnotherProfile(List<Trace> namesakes) {
    var profiles =
        Stream.concat(
                identifiers.stream().filter(one -> one.kind() == Kind.LINKEDIN_URL),
                namesakes.stream().flatMap(trace -> trace.profiles().stream()))
            .collect(Collectors.toSet());
    return namesakes.stream()
        .filter(trace -> trace.profiles().isEmpty() || profiles.size() == 1)
        .toList();
  }

  private List<Trace> contacts(Handle handle, @Nullable UUID accountId) {
    return handle
        .createQuery(
            "select "
                + ContactIdentities.COLUMNS
                + """
                from contact c join enrichment e using (enrichment_id)
                where c.identities && :identities
                  and (e.account_id = :accountId or cast(:accountId as uuid) is null)
                """)
        .bind("identities", IdentityHashes.of(handle, identifiers))
        .bind("accountId", accountId)
        .map(
            (row, context) -> new Trace(ContactIdentities.keyOf(row), 0, ContactIdentities.of(row)))
        .list();
  }

  private static Trace read(Handle handle, ContactKey contact) {
    return handle
        .createQuery(
            "select "
                + ContactIdentities.COLUMNS
                + "from contact c where enrichment_id = :enrichmentId and position = :position")
        .bindMethods(contact)
        .map((row, context) -> new Trace(contact, 0, ContactIdentities.of(row)))
        .one();
  }

  private List<Trace> directory(Handle handle) {
    return handle
        .createQuery(
            """
            select id, first_name, last_name, domain, linkedin_url, email, personal_email
            from directory_person
            where linkedin_key = any(:profiles)
              or lower(email) = any(:emails)
              or lower(personal_email) = any(:emails)
              or (name_key, domain_key) in (select * from unnest(:names, :domains))
            """)
        .bindArray("profiles", String.class, keys(Kind.LINKEDIN_URL, PersonIdentifier::key))
        .bindArray("emails", String.class, keys(Kind.EMAIL, PersonIdentifier::key))
        .bindArray("names", String.class, keys(Kind.NAME_AND_DOMAIN, PersonIdentifier::name))
        .bindArray("domains", String.class, keys(Kind.NAME_AND_DOMAIN, PersonIdentifier::domain))
        .map(
            (row, context) ->
                new Trace(
                    null,
                    row.getLong("id"),
                    PersonIdentifier.of(
                        row.getString("first_name"),
                        row.getString("last_name"),
                        Collections.singletonList(row.getString("domain")),
                        row.getString("linkedin_url"),
                        Stream.of(row.getString("email"), row.getString("personal_email"))
                            .toList())))
        .list();
  }

  /** In one order, so that names and domains stay together. */
  private List<String> keys(Kind kind, Function<PersonIdentifier, String> part) {
    return identifiers.stream()
        .filter(identifier -> identifier.kind() == kind)
        .sorted(Comparator.comparing(PersonIdentifier::key))
        .map(part)
        .toList();
  }
}
