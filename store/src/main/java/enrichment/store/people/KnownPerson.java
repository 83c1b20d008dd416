package enrichment.store.people;

import enrichment.domain.ContactKey;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.identity.PersonIdentifier.Kind;
import enrichment.store.sql.IndexesAlone;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * All that is stored of one person: in the contacts of one account, or in the directory. It is
 * recognised by something that is known of the person, and by what that brings along.
 *
 * <p>Nobody is taken for somebody else. An email belongs to those of its name alone; a mailbox of a
 * role, or of several names, to no one. Who only shares the name and the employer, and has another
 * LinkedIn profile, is a namesake; unless that name and domain is the very thing that was asked
 * for.
 *
 * <p>What one account says counts in that account alone. Where all are meant, each is looked
 * through for itself, and the directory's rows are joined by what they say themselves.
 */
public final class KnownPerson {

  private final Handle handle;
  private final Traces stored;
  private final @Nullable UUID accountId;
  private final @Nullable PersonIdentifier asked;
  private final @Nullable String askedHash;
  private final Set<PersonIdentifier> identifiers = new HashSet<>();
  private final Map<String, Kind> known = new HashMap<>();
  private final Map<String, Trace> candidates = new LinkedHashMap<>();
  private final Set<Trace> traces = new LinkedHashSet<>();
  private boolean mailbox;

  private KnownPerson(Handle handle, @Nullable UUID accountId, @Nullable PersonIdentifier asked) {
    IndexesAlone.forTransaction(handle);
    this.handle = handle;
    this.stored = new Traces(handle);
    this.accountId = accountId;
    this.asked = asked;
    this.askedHash = asked == null ? null : IdentityHashes.hex(handle, asked);
  }

  /**
   * The person as an account knows it, or, with null, as the directory does and then each account
   * that has something of it.
   */
  public static List<KnownPerson> find(
      Handle handle, @Nullable UUID accountId, PersonIdentifier identifier) {
    if (accountId != null) {
      return List.of(find(handle, accountId, identifier, Set.of()));
    }
    var people = new ArrayList<KnownPerson>();
    var directory = find(handle, null, identifier, Set.of());
    people.add(directory);
    for (var account : new Traces(handle).accounts(directory.hashes())) {
      people.add(
          find(
              handle,
              account,
              identifier,
              directory.isMailbox() ? Set.of() : directory.identifiers));
    }
    return people;
  }

  private static KnownPerson find(
      Handle handle,
      @Nullable UUID accountId,
      PersonIdentifier identifier,
      Set<PersonIdentifier> besides) {
    var person = new KnownPerson(handle, accountId, identifier);
    var first = person.fetchAsked(identifier);
    person.mailbox = isMailbox(identifier, first);
    if (person.mailbox) {
      person.traces.addAll(first);
    } else {
      person.learn(besides);
      person.grow();
    }
    return person;
  }

  /**
   * Who is meant by a contact, and wherever else that person is in this account.
   *
   * @param besides what is known of the contact and not stored in words
   */
  public static KnownPerson find(
      Handle handle, UUID accountId, ContactKey contact, Set<PersonIdentifier> besides) {
    var person = new KnownPerson(handle, accountId, null);
    person.stored.ofContact(contact).forEach(person::take);
    person.learn(besides);
    person.grow();
    return person;
  }

  private static boolean isMailbox(PersonIdentifier identifier, Collection<Trace> traces) {
    return identifier.kind() == Kind.EMAIL
        && (identifier.isOfRole()
            || traces.stream().flatMap(trace -> trace.names().stream()).distinct().count() > 1);
  }

  /** Whether an account has this email with several names, or it is a role's. */
  static boolean isMailbox(Handle handle, UUID accountId, PersonIdentifier identifier) {
    return identifier.kind() == Kind.EMAIL
        && isMailbox(
            identifier, new KnownPerson(handle, accountId, identifier).fetchAsked(identifier));
  }

  /** Whether what was asked for is no person: then these are those who have that mailbox. */
  public boolean isMailbox() {
    return mailbox;
  }

  /** Whose contacts they are; null: the directory's people. */
  public @Nullable UUID accountId() {
    return accountId;
  }

  public Set<PersonIdentifier> identifiers() {
    return Set.copyOf(identifiers);
  }

  /** What is not told any more: the person, or the mailbox alone. */
  public Set<String> toSuppress() {
    return mailbox && asked != null
        ? Set.of(IdentityHashes.hex(handle, asked.asMailbox()))
        : hashes();
  }

  /** What the person is recognised by, in hexadecimal. */
  Set<String> hashes() {
    return Set.copyOf(known.keySet());
  }

  /**
   * Those hashes that say nothing of a contact with another profile: a name and an employer that
   * were learnt, where a profile is known.
   */
  Set<String> weakHashes() {
    return known.containsValue(Kind.LINKEDIN_URL)
        ? known.entrySet().stream()
            .filter(entry -> entry.getValue().isOfNamesakes() && !entry.getKey().equals(askedHash))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet())
        : Set.of();
  }

  public Set<Trace> traces() {
    return traces;
  }

  public List<ContactKey> contacts() {
    return traces.stream().flatMap(trace -> trace.contacts().stream()).toList();
  }

  public List<Long> directoryIds() {
    return traces.stream().filter(Trace::isOfDirectory).map(Trace::directoryId).toList();
  }

  private void grow() {
    var fresh = Set.copyOf(identifiers);
    var freshHashes = hashes();
    while (true) {
      if (!freshHashes.isEmpty()) {
        fetch(fresh, freshHashes).forEach(trace -> candidates.putIfAbsent(trace.place(), trace));
      }
      traces.forEach(trace -> candidates.remove(trace.place()));
      var joining = candidates.values().stream().filter(this::isMeant).toList();
      if (joining.isEmpty()) {
        joining = namesakesWithoutAnotherProfile();
      }
      if (joining.isEmpty()) {
        return;
      }
      var before = Set.copyOf(identifiers);
      var hashesBefore = hashes();
      joining.forEach(this::take);
      fresh = without(identifiers, before);
      freshHashes = without(known.keySet(), hashesBefore);
    }
  }

  private static <T> Set<T> without(Set<T> all, Set<T> some) {
    return all.stream().filter(one -> !some.contains(one)).collect(Collectors.toSet());
  }

  private List<Trace> fetchAsked(PersonIdentifier identifier) {
    learn(Set.of(identifier));
    return fetch(Set.of(identifier), hashes());
  }

  private List<Trace> fetch(Set<PersonIdentifier> some, Set<String> hashes) {
    var contacts = accountId == null ? List.<Trace>of() : stored.ofContacts(accountId, hashes);
    return Stream.concat(contacts.stream(), stored.ofDirectory(some).stream()).toList();
  }

  private void take(Trace trace) {
    traces.add(trace);
    learn(trace.identifiers());
    trace.kinds().entrySet().stream()
        .filter(hash -> hash.getValue() != Kind.EMAIL)
        .forEach(hash -> known.put(hash.getKey(), hash.getValue()));
  }

  /** No other person is recognised by a mailbox alone: it may be another's too. */
  private void learn(Set<PersonIdentifier> some) {
    for (var identifier : some) {
      if (identifier.kind() != Kind.EMAIL || identifier.equals(asked)) {
        identifiers.add(identifier);
        IdentityHashes.spelt(handle, identifier)
            .forEach(hash -> known.put(hash, identifier.kind()));
      }
    }
  }

  /** By what was asked for, or by what belongs to one person alone. */
  private boolean isMeant(Trace trace) {
    return trace.hashes().stream()
        .anyMatch(
            hash ->
                known.containsKey(hash)
                    && (!known.get(hash).isOfNamesakes() || hash.equals(askedHash)));
  }

  /** Where the profile is not known yet, it is theirs, if they have but one. */
  private List<Trace> namesakesWithoutAnotherProfile() {
    var profiles =
        Stream.concat(
                Trace.ofKind(known, Kind.LINKEDIN_URL).stream(),
                candidates.values().stream().flatMap(trace -> trace.profiles().stream()))
            .collect(Collectors.toSet());
    return candidates.values().stream()
        .filter(trace -> trace.hashes().stream().anyMatch(known::containsKey))
        .filter(trace -> trace.profiles().isEmpty() || profiles.size() == 1)
        .toList();
  }
}
