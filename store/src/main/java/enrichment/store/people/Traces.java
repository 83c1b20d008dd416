package enrichment.store.people;

import enrichment.domain.ContactKey;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.directory.DirectoryClues;
import enrichment.store.identity.DirectoryQuery;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.identity.PersonIdentifier.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Reads where people are stored. Each way to them is a lookup in an index of its own. */
final class Traces {

  /** So many rows at a time: a name and a domain may be those of thousands. */
  static final int PAGE = 1_000;

  private static final String OF_ACCOUNT =
      """
      (select e.account_id from enrichment e where e.enrichment_id = c.enrichment_id) = :accountId
      """;

  private static final String CONTACTS =
      "select "
          + ContactIdentities.COLUMNS
          + """
          , (select e.kind = 'COMBINED' from enrichment e
             where e.enrichment_id = c.enrichment_id) as combined
          from contact c
          """;

  static final String OF_CONTACTS =
      CONTACTS + "where c.identities && :identities and " + OF_ACCOUNT;

  static final String OF_PARTS = CONTACTS + "where c.enrichment_id = any(:enrichmentIds)";

  static final String OF_ACCOUNTS =
      """
      select distinct (
        select e.account_id from enrichment e where e.enrichment_id = c.enrichment_id)
      from contact c where c.identities && :identities
      """;

  private static final String PERSON =
      """
      select id, first_name, last_name, domain, company_name, linkedin_url, email, personal_email
      from directory_person
      """;

  static final String OF_DIRECTORY =
      """
      %1$s where linkedin_key = any(:profiles)
      union
      %1$s where lower(email) = any(:emails)
      union
      %1$s where lower(personal_email) = any(:emails)
      union
      select p.* from unnest(:names, :domains) as k (name_key, domain_key)
      cross join lateral (
        %1$s where name_key = k.name_key and domain_key = k.domain_key offset 0) p
      union
      select p.* from unnest(:names, :domains) as k (name_key, domain_key)
      cross join lateral (
        %1$s where email is not null and name_key = k.name_key
          and lower(split_part(email, '@', 2)) = k.domain_key offset 0) p
      union
      select p.* from unnest(:employed, :companies) as k (name_key, company_key)
      cross join lateral (
        %1$s where name_key = k.name_key and company_key = k.company_key
          and domain_key is null offset 0) p
      """
          .formatted(PERSON);

  private final Handle handle;

  Traces(Handle handle) {
    this.handle = handle;
  }

  /** Those of an account that are recognised by one of these hashes. */
  Collection<Trace> ofContacts(UUID accountId, Set<String> hashes) {
    var found =
        handle
            .createQuery(OF_CONTACTS)
            .setFetchSize(PAGE)
            .bind("identities", IdentityHashes.searched(hashes))
            .bind("accountId", accountId)
            .map((row, context) -> contact(row))
            .list();
    return withParts(found);
  }

  /** One contact, with all its parts. */
  Collection<Trace> ofContact(ContactKey contact) {
    var found =
        handle
            .createQuery(
                CONTACTS + "where c.enrichment_id = :enrichmentId and c.position = :position")
            .bindMethods(contact)
            .map((row, context) -> contact(row))
            .list();
    return withParts(found);
  }

  /**
   * @param withoutDomain where nothing but the company's name says for whom the person works
   */
  private record Read(
      Trace trace, @Nullable UUID combined, @Nullable DirectoryQuery withoutDomain) {}

  private Read contact(ResultSet row) throws SQLException {
    var combined = row.getBoolean("combined");
    return new Read(
        Trace.ofContact(handle, row, combined),
        combined ? row.getObject("enrichment_id", UUID.class) : null,
        row.getString("domain") == null
                && row.getString("resolved_domain") == null
                && row.getString("company_name") != null
            ? new DirectoryQuery(
                row.getString("linkedin_url"),
                row.getString("first_name"),
                row.getString("last_name"),
                null,
                row.getString("company_name"))
            : null);
  }

  /** What the directory said when they came in is stored as hashes alone. */
  private List<Trace> withDomains(List<Read> read) {
    var lacking = read.stream().filter(one -> one.withoutDomain() != null).toList();
    var clues =
        lacking.isEmpty()
            ? List.<Set<PersonIdentifier>>of()
            : DirectoryClues.of(handle, lacking.stream().map(Read::withoutDomain).toList());
    var traces =
        new ArrayList<>(
            read.stream().filter(one -> one.withoutDomain() == null).map(Read::trace).toList());
    for (var i = 0; i < lacking.size(); i++) {
      var trace = lacking.get(i).trace();
      traces.add(
          trace.with(
              handle,
              clues.get(i).stream()
                  .filter(clue -> clue.kind() == Kind.NAME_AND_DOMAIN)
                  .filter(clue -> trace.names().contains(clue.name()))
                  .collect(Collectors.toSet())));
    }
    return traces;
  }

  private Collection<Trace> withParts(List<Read> found) {
    var combined = found.stream().map(Read::combined).flatMap(Stream::ofNullable).distinct();
    var parts = new ArrayList<>(found);
    var ids = combined.toList();
    if (!ids.isEmpty()) {
      handle
          .createQuery(OF_PARTS)
          .bindArray("enrichmentIds", UUID.class, ids)
          .map((row, context) -> parts.add(contact(row)))
          .list();
    }
    Map<String, Trace> traces = new LinkedHashMap<>();
    withDomains(parts).forEach(part -> traces.merge(part.place(), part, Trace::join));
    return traces.values();
  }

  /** The accounts that have a contact with one of these. */
  List<UUID> accounts(Set<String> hashes) {
    return handle
        .createQuery(OF_ACCOUNTS)
        .bind("identities", IdentityHashes.searched(hashes))
        .mapTo(UUID.class)
        .list();
  }

  /** The people of the directory of whom one of these is true. */
  List<Trace> ofDirectory(Set<PersonIdentifier> identifiers) {
    var spelt =
        identifiers.stream()
            .flatMap(identifier -> identifier.spellings().stream())
            .collect(Collectors.toSet());
    var emails = new HashSet<>(keys(spelt, Kind.EMAIL, PersonIdentifier::key));
    emails.addAll(keys(spelt, Kind.NAME_AND_EMAIL, PersonIdentifier::email));
    var hashes = new HashSet<String>();
    identifiers.forEach(identifier -> hashes.add(IdentityHashes.hex(handle, identifier)));
    return handle
        .createQuery(OF_DIRECTORY)
        .setFetchSize(PAGE)
        .bindArray(
            "profiles", String.class, keys(identifiers, Kind.LINKEDIN_URL, PersonIdentifier::key))
        .bindArray("emails", String.class, List.copyOf(emails))
        .bindArray("names", String.class, keys(spelt, Kind.NAME_AND_DOMAIN, PersonIdentifier::name))
        .bindArray(
            "domains", String.class, keys(spelt, Kind.NAME_AND_DOMAIN, PersonIdentifier::domain))
        .bindArray(
            "employed", String.class, keys(spelt, Kind.NAME_AND_COMPANY, PersonIdentifier::name))
        .bindArray(
            "companies",
            String.class,
            keys(spelt, Kind.NAME_AND_COMPANY, PersonIdentifier::company))
        .map((row, context) -> Trace.ofDirectory(handle, row))
        .filter(trace -> trace.hashes().stream().anyMatch(hashes::contains))
        .list();
  }

  /** In one order, so that names and domains stay together. */
  private static List<String> keys(
      Set<PersonIdentifier> identifiers, Kind kind, Function<PersonIdentifier, String> part) {
    return identifiers.stream()
        .filter(identifier -> identifier.kind() == kind)
        .sorted(Comparator.comparing(PersonIdentifier::key))
        .map(part)
        .toList();
  }
}
