package enrichment.store.directory;

import enrichment.store.identity.DirectoryKeys;
import enrichment.store.identity.DirectoryQuery;
import enrichment.store.identity.PersonIdentifier;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What the directory says of contacts before anybody is asked about them: who they are, where it
 * has exactly one whom they can mean, and the domain of a company that has only one.
 */
public final class DirectoryClues {

  /** Of a company {@code k} that is named without a domain; null where it has none, or several. */
  static final String DOMAIN =
      """
      select case when first = last then first end as company_domain from (
        select
          (select domain_key from directory_person d
           where d.company_key = k.company_key and d.domain_key is not null
           order by d.company_key, d.domain_key limit 1) as first,
          (select domain_key from directory_person d
           where d.company_key = k.company_key and d.domain_key is not null
           order by d.company_key desc, d.domain_key desc limit 1) as last
        where k.domain_key is null) bounds
      """;

  private static final String CLUES =
      """
      select k.number - 1 as number, c.company_domain, p.first_name, p.last_name, p.domain,
          p.company_name, p.linkedin_url, p.email, p.personal_email
      from unnest(:profiles, :names, :domains, :companies) with ordinality
        as k (linkedin_key, name_key, domain_key, company_key, number)
      left join lateral (%s) c on true
      left join lateral (%s) p on true
      """
          .formatted(
              DOMAIN,
              DirectorySql.FIND
                  .replace(":linkedinKey", "k.linkedin_key")
                  .replace(":nameKey", "k.name_key")
                  .replace(":domainKey", "k.domain_key")
                  .replace(":companyKey", "k.company_key"));

  /** Of each contact, in their order. */
  public static List<Set<PersonIdentifier>> of(Handle handle, List<DirectoryQuery> contacts) {
    var keys = contacts.stream().map(DirectoryKeys::of).toList();
    List<Set<PersonIdentifier>> clues =
        IntStream.range(0, contacts.size())
            .<Set<PersonIdentifier>>mapToObj(number -> new HashSet<>())
            .toList();
    handle
        .createQuery(CLUES)
        .bindArray("profiles", String.class, texts(keys, DirectoryKeys::linkedin))
        .bindArray("names", String.class, texts(keys, DirectoryKeys::name))
        .bindArray("domains", String.class, texts(keys, DirectoryKeys::domain))
        .bindArray("companies", String.class, texts(keys, DirectoryKeys::company))
        .map(
            (row, context) -> {
              var number = row.getInt("number");
              return clues.get(number).addAll(read(row, contacts.get(number)));
            })
        .list();
    return clues;
  }

  private static Set<PersonIdentifier> read(ResultSet row, DirectoryQuery contact)
      throws SQLException {
    var domain = row.getString("company_domain");
    var clues = new HashSet<PersonIdentifier>();
    PersonIdentifier.ofNameAndDomain(contact.firstName(), contact.lastName(), domain)
        .ifPresent(clues::add);
    if (row.getString("first_name") != null) {
      clues.addAll(person(row));
    }
    return clues;
  }

  /** What a row says in words, of the directory or of a contact: their columns have one name. */
  public static Set<PersonIdentifier> person(ResultSet row) throws SQLException {
    var first = row.getString("first_name");
    var last = row.getString("last_name");
    var all =
        new HashSet<>(
            PersonIdentifier.ofNames(
                first,
                last,
                Collections.singletonList(row.getString("domain")),
                row.getString("linkedin_url")));
    PersonIdentifier.ofNameAndCompany(
            first, last, row.getString("domain"), row.getString("company_name"))
        .ifPresent(all::add);
    all.addAll(
        PersonIdentifier.ofMailboxes(
            first, last, row.getString("email"), row.getString("personal_email")));
    return all;
  }

  private interface Part {
    @Nullable String of(DirectoryKeys keys);
  }

  private static List<@Nullable String> texts(List<DirectoryKeys> keys, Part part) {
    List<@Nullable String> texts = new ArrayList<>();
    keys.forEach(one -> texts.add(part.of(one)));
    return texts;
  }

  private DirectoryClues() {}
}
