package enrichment.store.people;

import enrichment.domain.ContactKey;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.directory.DirectoryClues;
import enrichment.store.identity.DirectoryKeys;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.identity.PersonIdentifier.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * One place where a person is stored: a contact, with all its parts where it is looked up for
 * several types, or a row of the directory.
 *
 * @param place of contacts the enrichment and the position, of the directory its id
 * @param contacts empty: a person of the directory
 * @param names as keys; more than one only where parts differ
 * @param identifiers what it says in words
 * @param hashes of those, and what else it is recognised by, in hexadecimal
 * @param kinds of the hashes, as far as they are known
 */
public record Trace(
    String place,
    List<ContactKey> contacts,
    long directoryId,
    Set<String> names,
    Set<PersonIdentifier> identifiers,
    Set<String> hashes,
    Map<String, Kind> kinds) {

  static Trace ofContact(Handle handle, ResultSet row, boolean combined) throws SQLException {
    var key = ContactIdentities.keyOf(row);
    var place =
        combined ? key.enrichmentId().toString() : key.enrichmentId() + "/" + key.position();
    var hashes = new HashSet<String>();
    var kinds = new HashMap<String, Kind>();
    var stored = row.getArray("identities");
    for (var entry : stored == null ? new byte[0][] : (byte[][]) stored.getArray()) {
      var hash = IdentityHashes.hashIn(entry);
      IdentityHashes.marked(entry)
          .ifPresentOrElse(kind -> kinds.put(hash, kind), () -> hashes.add(hash));
    }
    return of(handle, place, List.of(key), 0, row, ContactIdentities.of(row), hashes, kinds);
  }

  static Trace ofDirectory(Handle handle, ResultSet row) throws SQLException {
    var id = row.getLong("id");
    return of(
        handle,
        "directory/" + id,
        List.of(),
        id,
        row,
        DirectoryClues.person(row),
        Set.of(),
        Map.of());
  }

  private static Trace of(
      Handle handle,
      String place,
      List<ContactKey> contacts,
      long directoryId,
      ResultSet row,
      Set<PersonIdentifier> identifiers,
      Set<String> hashes,
      Map<String, Kind> kinds)
      throws SQLException {
    var name = DirectoryKeys.nameKey(row.getString("first_name"), row.getString("last_name"));
    return new Trace(
            place,
            contacts,
            directoryId,
            Stream.ofNullable(name).collect(Collectors.toSet()),
            Set.of(),
            hashes,
            kinds)
        .with(handle, identifiers);
  }

  /** The same, of which this is known besides. */
  Trace with(Handle handle, Set<PersonIdentifier> others) {
    var all = new HashSet<>(identifiers);
    all.addAll(others);
    var allHashes = new HashSet<>(hashes);
    var allKinds = new HashMap<>(kinds);
    for (var identifier : others) {
      var hash = IdentityHashes.hex(handle, identifier);
      allHashes.add(hash);
      allKinds.put(hash, identifier.kind());
    }
    return new Trace(place, contacts, directoryId, names, all, allHashes, allKinds);
  }

  /** All parts are one person. */
  static Trace join(Trace one, Trace other) {
    var kinds = new HashMap<>(one.kinds());
    kinds.putAll(other.kinds());
    return new Trace(
        one.place(),
        Stream.concat(one.contacts().stream(), other.contacts().stream()).distinct().toList(),
        one.directoryId(),
        union(one.names(), other.names()),
        union(one.identifiers(), other.identifiers()),
        union(one.hashes(), other.hashes()),
        kinds);
  }

  private static <T> Set<T> union(Set<T> one, Set<T> other) {
    return Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet());
  }

  boolean isOfDirectory() {
    return contacts.isEmpty();
  }

  Set<String> profiles() {
    return ofKind(kinds, Kind.LINKEDIN_URL);
  }

  /** Those hashes that are of this kind. */
  static Set<String> ofKind(Map<String, Kind> kinds, Kind kind) {
    return kinds.entrySet().stream()
        .filter(hash -> hash.getValue() == kind)
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Trace trace && place.equals(trace.place);
  }

  @Override
  public int hashCode() {
    return Objects.hash(place);
  }

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "Trace";
  }
}
