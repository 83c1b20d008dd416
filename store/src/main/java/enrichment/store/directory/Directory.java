package enrichment.store.directory;

import enrichment.store.identity.DirectoryKeys;
import enrichment.store.identity.DirectoryQuery;
import enrichment.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * The people whom the operator imported. Who is meant is decided by {@link DirectoryKeys}: by the
 * LinkedIn profile; else by name and domain; else by name and company.
 *
 * <p>Nobody is guessed at. Where two people of the directory share the name and the domain (or,
 * where nobody has that domain, the name and the company), neither is found, and somebody whose
 * LinkedIn profile is known is never found for another profile.
 */
public final class Directory {
  private static final int CHUNK = 1_000;

  /** Any number; no other lock of this database may have it. */
  private static final long IMPORT_LOCK = 0x6469_7265_6374_6f72L;

  private final Jdbi jdbi;

  public Directory(Database database) {
    this.jdbi = database.jdbi();
  }

  public boolean isEmpty() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select not exists (select from directory_person)")
                .mapTo(Boolean.class)
                .one());
  }

  /** The one person who is meant; empty if there is none, or more than one. */
  public Optional<DirectoryPerson> find(DirectoryQuery query) {
    DirectoryKeys keys = DirectoryKeys.of(query);
    if (!keys.isFindable()) {
      return Optional.empty();
    }
    return jdbi.withHandle(
        handle ->
            bindKeys(handle.createQuery(DirectorySql.FIND), keys).map(Directory::person).findOne());
  }

  /** The domain of a company; empty where its people have none, or more than one. */
  public Optional<String> domainOf(String companyName) {
    var company = DirectoryKeys.companyKey(companyName);
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select company_domain
                    from (select :company as company_key, cast(null as text) as domain_key) k
                    cross join lateral (%s) c where company_domain is not null
                    """
                        .formatted(DirectoryClues.DOMAIN))
                .bind("company", company)
                .mapTo(String.class)
                .findOne());
  }

  /**
   * Adds people, or brings those up to date who are in the directory already. What a new record
   * says replaces what was known, what it leaves out stays; but where the domain of a LinkedIn
   * profile has changed the person has changed employers, and the old company and email go.
   *
   * <p>Somebody who could be one of several, by name and domain or company, is added as a new
   * person, and is recognised when the same record comes again. So is somebody whose namesake in
   * the same company has another domain.
   *
   * <p>Each thousand is one transaction and one batch; imports that run at once take turns by the
   * thousand, lookups never wait.
   *
   * @throws IllegalArgumentException if somebody could never be found, see {@link
   *     DirectoryKeys#isFindable}; nobody is imported then
   */
  public ImportCounts upsert(List<DirectoryPerson> people) {
    List<Keyed> keyed = people.stream().map(Keyed::of).toList();
    ImportCounts counts = ImportCounts.NONE;
    for (int start = 0; start < keyed.size(); start += CHUNK) {
      List<Keyed> chunk = keyed.subList(start, Math.min(start + CHUNK, keyed.size()));
      counts = counts.plus(jdbi.inTransaction(handle -> upsertChunk(handle, chunk)));
    }
    return counts;
  }

  private static ImportCounts upsertChunk(Handle handle, List<Keyed> chunk) {
    // Two imports that both miss the same person would both add them.
    handle
        .createQuery("select 1 from (select pg_advisory_xact_lock(:lock)) as locked")
        .bind("lock", IMPORT_LOCK)
        .mapTo(Integer.class)
        .one();
    PreparedBatch batch = handle.prepareBatch(DirectorySql.UPSERT);
    for (Keyed one : chunk) {
      bindKeys(batch, one.keys());
      bindPerson(batch, one.person());
      batch.add();
    }
    int imported = Arrays.stream(batch.execute()).sum();
    return new ImportCounts(imported, chunk.size() - imported);
  }

  private static <S extends SqlStatement<S>> S bindKeys(S statement, DirectoryKeys keys) {
    return statement
        .bind("linkedinKey", keys.linkedin())
        .bind("nameKey", keys.name())
        .bind("domainKey", keys.domain())
        .bind("companyKey", keys.company());
  }

  private static void bindPerson(PreparedBatch batch, DirectoryPerson person) {
    batch
        .bind("linkedinUrl", person.linkedinUrl())
        .bind("firstName", person.firstName())
        .bind("lastName", person.lastName())
        .bind("domain", person.domain())
        .bind("companyName", person.companyName())
        .bind("email", person.email())
        .bind("emailStatus", person.emailStatus())
        .bind("personalEmail", person.personalEmail())
        .bind("personalEmailStatus", person.personalEmailStatus())
        // No number has a comma in it, and no array type has to be registered with the Jdbi given.
        .bind("phones", String.join(",", person.phones()));
  }

  private static DirectoryPerson person(ResultSet row, StatementContext context)
      throws SQLException {
    return new DirectoryPerson(
        row.getString("linkedin_url"),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("domain"),
        row.getString("company_name"),
        row.getString("email"),
        row.getString("email_status"),
        row.getString("personal_email"),
        row.getString("personal_email_status"),
        List.of((String[]) row.getArray("phones").getArray()));
  }

  private record Keyed(DirectoryPerson person, DirectoryKeys keys) {
    static Keyed of(DirectoryPerson person) {
      DirectoryKeys keys = person.keys();
      if (!keys.isFindable()) {
        throw new IllegalArgumentException(
            "A person of the directory needs a LinkedIn profile, or a name and a domain or company");
      }
      return new Keyed(person, keys);
    }
  }
}
