package enrichment.store;

import enrichment.domain.ContactDocument;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.domain.LineType;
import enrichment.domain.Phone;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
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
   */
  public Optional<ContactDocument> find(UUID accountId, UUID contactId) {
    var parts =
        jdbi.withHandle(
            handle ->
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
                    .list());
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
                    "select first_name, last_name, custom from contact where contact_id = :contactId")
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

  /** What was found of the contact in this row. */
  static Findings findings(ResultSet row) throws SQLException {
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

  static ContactDocument document(ResultSet row, StatementContext context) throws SQLException {
    var outcome = row.getString("outcome");
    return new ContactDocument(
        row.getObject("enrichment_id", UUID.class),
        row.getObject("contact_id", UUID.class),
        row.getInt("position"),
        row.getString("first_name"),
        row.getString("last_name"),
        outcome == null ? ContactDocument.PENDING : ContactOutcome.valueOf(outcome).status(),
        row.getString("email"),
        row.getString("email_status"),
        row.getString("personal_email"),
        row.getString("personal_email_status"),
        phones(row),
        row.getString("custom"),
        row.getString("provider"),
        row.getInt("credits"),
        row.getBoolean("cached"));
  }
}
