package enrichment.store;

import enrichment.domain.ContactKey;
import enrichment.domain.Findings;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jspecify.annotations.Nullable;

/**
 * What contacts are recognised by. A contact's are hashed when it is received and whenever more
 * becomes known; those of rows that an earlier version has written, here.
 */
public final class ContactIdentities {

  /** The columns that {@link #of(ResultSet)} reads, of a contact that is {@code c}. */
  static final String COLUMNS =
      """
      c.enrichment_id, c.position, c.first_name, c.last_name, c.domain, c.resolved_domain,
          c.linkedin_url, c.email, c.personal_email,
          array(
            select l.answer::text from lookup l
            where l.enrichment_id = c.enrichment_id and l.position = c.position
              and l.answer is not null) as answers
      """;

  private static final int CHUNK = 1_000;

  private final Jdbi jdbi;

  public ContactIdentities(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Hashes whatever an earlier version has left without. Several may do so at once. */
  public int complete() {
    var hashed = 0;
    for (var chunk = CHUNK; chunk == CHUNK; hashed += chunk) {
      chunk = jdbi.inTransaction(handle -> complete(handle, null));
    }
    return hashed;
  }

  /** Hashes those of one contact, or with null of a thousand that have none. */
  static int complete(Handle handle, @Nullable ContactKey contact) {
    record Row(ContactKey contact, Set<PersonIdentifier> identifiers) {}
    var rows =
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + """
                    from contact c
                    where c.identities is null and c.erased_at is null
                      and (cast(:enrichmentId as uuid) is null
                        or c.enrichment_id = :enrichmentId and c.position = :position)
                    limit :chunk
                    for update of c
                    """)
            .bind("enrichmentId", contact == null ? null : contact.enrichmentId())
            .bind("position", contact == null ? null : contact.position())
            .bind("chunk", CHUNK)
            .map((row, context) -> new Row(keyOf(row), of(row)))
            .list();
    if (rows.isEmpty()) {
      return 0;
    }
    var batch =
        handle.prepareBatch(
            """
            update contact set identities = :identities
            where enrichment_id = :enrichmentId and position = :position
            """);
    rows.forEach(
        row ->
            batch
                .bindMethods(row.contact())
                .bind("identities", IdentityHashes.of(handle, row.identifiers()))
                .add());
    batch.execute();
    return rows.size();
  }

  static Argument of(Handle handle, NewContact contact) {
    return IdentityHashes.of(
        handle,
        PersonIdentifier.of(
            contact.firstName(),
            contact.lastName(),
            Collections.singletonList(contact.domain()),
            contact.linkedinUrl(),
            List.of()));
  }

  static Argument of(Handle handle, Findings findings) {
    return IdentityHashes.of(
        handle,
        Stream.of(findings.email(), findings.personalEmail())
            .flatMap(email -> PersonIdentifier.ofEmail(email).stream())
            .toList());
  }

  /** Of a row with {@link #COLUMNS}. */
  static Set<PersonIdentifier> of(ResultSet row) throws SQLException {
    var answers =
        Stream.of((String[]) row.getArray("answers").getArray())
            .map(answer -> StoredJson.read(answer, Findings.class).address());
    return PersonIdentifier.of(
        row.getString("first_name"),
        row.getString("last_name"),
        Arrays.asList(row.getString("domain"), row.getString("resolved_domain")),
        row.getString("linkedin_url"),
        Stream.concat(Stream.of(row.getString("email"), row.getString("personal_email")), answers)
            .toList());
  }

  static ContactKey keyOf(ResultSet row) throws SQLException {
    return new ContactKey(row.getObject("enrichment_id", UUID.class), row.getInt("position"));
  }
}
