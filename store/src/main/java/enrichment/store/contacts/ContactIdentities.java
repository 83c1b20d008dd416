package enrichment.store.contacts;

import enrichment.domain.ContactKey;
import enrichment.domain.Findings;
import enrichment.domain.FoundPerson;
import enrichment.store.directory.DirectoryClues;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.sql.Database;
import enrichment.store.sql.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
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
  public static final String COLUMNS =
      """
      c.enrichment_id, c.position, c.first_name, c.last_name, c.domain, c.resolved_domain,
          c.company_name, c.linkedin_url, c.email, c.personal_email, c.identities,
          array(
            select l.answer::text from lookup l
            where l.enrichment_id = c.enrichment_id and l.position = c.position
              and l.answer is not null) as answers
      """;

  private static final String WITHOUT = "c.identities is null and c.erased_at is null";

  private static final int CHUNK = 1_000;

  private final Jdbi jdbi;

  public ContactIdentities(Database database) {
    this.jdbi = database.jdbi();
  }

  /** Hashes whatever an earlier version has left without. Several may do so at once. */
  public int complete() {
    return completeAll(WITHOUT);
  }

  /**
   * Adds what earlier versions did not hash: what found emails say of their owners, and the names
   * of companies. As much is done in small transactions as there is.
   */
  public int completeLater() {
    return completeAll("c.email is not null and c.email_identified is null and c.erased_at is null")
        + completeAll(
            "c.company_name is not null and c.company_identified is null and c.domain is null"
                + " and c.erased_at is null");
  }

  private int completeAll(String lacking) {
    var hashed = 0;
    for (var chunk = CHUNK; chunk == CHUNK; hashed += chunk) {
      chunk = jdbi.inTransaction(handle -> complete(handle, null, lacking));
    }
    return hashed;
  }

  /** Hashes those of one contact. */
  public static int complete(Handle handle, ContactKey contact) {
    return complete(handle, contact, WITHOUT);
  }

  private static int complete(Handle handle, @Nullable ContactKey contact, String lacking) {
    record Row(ContactKey contact, Set<PersonIdentifier> identifiers) {}
    var one = "and c.enrichment_id = :enrichmentId and c.position = :position";
    var query =
        handle.createQuery(
            """
            select %s from contact c where %s %s
            order by c.enrichment_id, c.position limit :chunk
            for update of c skip locked
            """
                .formatted(COLUMNS, lacking, contact == null ? "" : one));
    if (contact != null) {
      query.bindMethods(contact);
    }
    var rows =
        query.bind("chunk", CHUNK).map((row, context) -> new Row(keyOf(row), of(row))).list();
    if (rows.isEmpty()) {
      return 0;
    }
    var batch =
        handle.prepareBatch(
            """
            update contact set identities = coalesce(identities, '{}') || :identities,
                email_identified = case when email is not null then true end,
                company_identified = true
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

  /** Of contacts that come in, in their order: what they say, and what the directory knows. */
  public static List<Argument> of(Handle handle, List<NewContact> contacts) {
    var clues = DirectoryClues.of(handle, contacts.stream().map(NewContact::query).toList());
    return IntStream.range(0, contacts.size())
        .mapToObj(
            position -> {
              var contact = contacts.get(position);
              var known = clues.get(position);
              known.addAll(
                  PersonIdentifier.ofNames(
                      contact.firstName(),
                      contact.lastName(),
                      Collections.singletonList(contact.domain()),
                      contact.linkedinUrl()));
              PersonIdentifier.ofNameAndCompany(
                      contact.firstName(),
                      contact.lastName(),
                      contact.domain(),
                      contact.companyName())
                  .ifPresent(known::add);
              return IdentityHashes.of(handle, known);
            })
        .toList();
  }

  /** Says of what kind these are, since the words that they are made of are not kept. */
  public static void mark(Handle handle, ContactKey contact, Set<PersonIdentifier> dropped) {
    if (dropped.isEmpty()) {
      return;
    }
    handle
        .createUpdate(
            """
            update contact set identities = identities || :marks
            where enrichment_id = :enrichmentId and position = :position
              and identities is not null and erased_at is null
            """)
        .bindMethods(contact)
        .bind("marks", IdentityHashes.marks(handle, dropped))
        .execute();
  }

  /**
   * What is known of a contact besides, once this is found.
   *
   * @param whose by the provider's own record, if it has one
   */
  public static Set<PersonIdentifier> of(
      Handle handle, ContactKey contact, Findings findings, @Nullable FoundPerson whose) {
    if (findings.address() == null && whose == null) {
      return Set.of();
    }
    return handle
        .createQuery(
            """
            select first_name, last_name from contact
            where enrichment_id = :enrichmentId and position = :position and erased_at is null
            """)
        .bindMethods(contact)
        .map(
            (row, context) ->
                of(row.getString("first_name"), row.getString("last_name"), findings, whose))
        .findOne()
        .orElse(Set.of());
  }

  private static Set<PersonIdentifier> of(
      String firstName, String lastName, Findings findings, @Nullable FoundPerson whose) {
    var found = of(firstName, lastName, findings);
    if (whose != null) {
      found.addAll(
          PersonIdentifier.ofNames(
              firstName, lastName, Collections.singletonList(whose.domain()), whose.linkedinUrl()));
      found.addAll(
          PersonIdentifier.ofNames(
              whose.firstName(),
              whose.lastName(),
              Collections.singletonList(whose.domain()),
              whose.linkedinUrl()));
      found.addAll(
          PersonIdentifier.ofMailboxes(
              whose.firstName(), whose.lastName(), whose.email(), whose.personalEmail()));
    }
    return found;
  }

  private static Set<PersonIdentifier> of(String firstName, String lastName, Findings findings) {
    return PersonIdentifier.ofMailboxes(
        firstName, lastName, findings.email(), findings.personalEmail());
  }

  /** Of a row with {@link #COLUMNS}, all that it says in words. */
  public static Set<PersonIdentifier> of(ResultSet row) throws SQLException {
    var first = row.getString("first_name");
    var last = row.getString("last_name");
    var all = DirectoryClues.person(row);
    PersonIdentifier.ofNameAndDomain(first, last, row.getString("resolved_domain"))
        .ifPresent(all::add);
    for (var answer : (String[]) row.getArray("answers").getArray()) {
      all.addAll(of(first, last, StoredJson.read(answer, Findings.class)));
    }
    return all;
  }

  public static ContactKey keyOf(ResultSet row) throws SQLException {
    return new ContactKey(row.getObject("enrichment_id", UUID.class), row.getInt("position"));
  }
}
