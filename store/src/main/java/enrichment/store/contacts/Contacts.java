package enrichment.store.contacts;

import enrichment.domain.ContactDocument;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.domain.LineType;
import enrichment.domain.Phone;
import enrichment.store.sql.Database;
import enrichment.store.sql.GoneException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Contacts as their owner sees them. */
public final class Contacts {

  private final Jdbi jdbi;

  public Contacts(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * A contact of an accepted enrichment of this account. One that is looked up for several types
   * reads as one, whichever of its ids is asked for.
   *
   * @throws GoneException when it was erased
   */
  public Optional<ContactDocument> find(UUID accountId, UUID contactId) {
    var found = jdbi.withHandle(handle -> find(handle, accountId, contactId));
    GoneException.throwIf(found.isPresent() && found.get().status().equals(ContactDocument.ERASED));
    return found;
  }

  private static Optional<ContactDocument> find(Handle handle, UUID accountId, UUID contactId) {
    var parts =
        handle
            .createQuery(
                """
                select c.* from contact c
                join contact asked using (enrichment_id)
                join enrichment e using (enrichment_id)
                where asked.contact_id = :contactId and e.account_id = :accountId
                  and e.state = 'ACCEPTED'
                  and (c.contact_id = asked.contact_id or e.kind = 'COMBINED')
                order by c.position
                """)
            .bind("contactId", contactId)
            .bind("accountId", accountId)
            .map(Contacts::document)
            .list();
    return parts.isEmpty() ? Optional.empty() : Optional.of(CombinedContact.of(parts));
  }

  /**
   * What the client sent of the one contact of an enrichment, as far as it is still there.
   *
   * @param custom as compact JSON
   */
  public record Sent(
      @Nullable String firstName, @Nullable String lastName, @Nullable String custom) {
    static final Sent NOTHING = new Sent(null, null, null);

    public static Sent of(NewContact contact) {
      return new Sent(contact.firstName(), contact.lastName(), contact.custom());
    }
  }

  public Sent sent(UUID contactId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select first_name, last_name, custom from contact
                    where contact_id = :contactId and erased_at is null
                    """)
                .bind("contactId", contactId)
                .map(
                    (row, context) ->
                        new Sent(
                            row.getString("first_name"),
                            row.getString("last_name"),
                            row.getString("custom")))
                .findOne()
                .orElse(Sent.NOTHING));
  }

  /**
   * The contacts of an accepted enrichment of this account, in the order of their positions; of one
   * that was erased, the place is left.
   *
   * @param after the position of the last one of the page before; -1: from the first on
   */
  public List<ContactDocument> list(UUID accountId, UUID enrichmentId, int after, int limit) {
    return jdbi.withHandle(
        handle -> {
          var contacts =
              handle
                  .createQuery(
                      """
                      select c.* from contact c join enrichment e using (enrichment_id)
                      where e.enrichment_id = :enrichmentId and e.account_id = :accountId
                        and e.state = 'ACCEPTED' and e.kind <> 'COMBINED' and c.position > :after
                      order by c.position limit :limit
                      """)
                  .bind("enrichmentId", enrichmentId)
                  .bind("accountId", accountId)
                  .bind("after", after)
                  .bind("limit", limit)
                  .map(Contacts::document)
                  .list();
          // Of one person who is looked up for several types, both ids are the same.
          return contacts.isEmpty() && after < 0
              ? find(handle, accountId, enrichmentId).stream().toList()
              : contacts;
        });
  }

  /** What was found of the contact in this row. */
  public static Findings findings(ResultSet row) throws SQLException {
    return new Findings(
        row.getString("email"),
        EmailStatus.ofProfessional(row.getString("email_status")),
        row.getString("personal_email"),
        EmailStatus.ofPersonal(row.getString("personal_email_status")),
        phones(row));
  }

  /** Those of earlier versions have no line types. */
  private static List<Phone> phones(ResultSet row) throws SQLException {
    var numbers = (String[]) row.getArray("phones").getArray();
    var lineTypes = (String[]) row.getArray("line_types").getArray();
    return IntStream.range(0, numbers.length)
        .mapToObj(
            i ->
                new Phone(
                    numbers[i],
                    lineTypes.length == 0 ? LineType.OTHER : LineType.ofWireName(lineTypes[i])))
        .toList();
  }

  /** Of a row with all columns; of one that was erased, the place is left. */
  public static ContactDocument document(ResultSet row, StatementContext context)
      throws SQLException {
    var erased = row.getObject("erased_at") != null;
    return new ContactDocument(
        row.getObject("enrichment_id", UUID.class),
        row.getObject("contact_id", UUID.class),
        row.getInt("position"),
        erased ? null : row.getString("first_name"),
        erased ? null : row.getString("last_name"),
        erased ? ContactDocument.ERASED : status(row.getString("outcome")),
        row.getString("email"),
        row.getString("email_status"),
        row.getString("personal_email"),
        row.getString("personal_email_status"),
        phones(row),
        row.getString("custom"),
        row.getString("provider"),
        row.getInt("credits"),
        row.getBoolean("cached"),
        row.getBoolean("suppressed"));
  }

  private static String status(@Nullable String outcome) {
    return outcome == null ? ContactDocument.PENDING : ContactOutcome.valueOf(outcome).status();
  }
}
