package enrichment.api.enrichments;

import enrichment.domain.ContactDocument;
import enrichment.domain.SpreadsheetText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** Contacts as comma-separated values (RFC 4180). */
final class ContactsCsv {

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader(
              "position",
              "contact_id",
              "first_name",
              "last_name",
              "status",
              "email",
              "email_status",
              "personal_email",
              "personal_email_status",
              "phone",
              "provider",
              "credits",
              "cached",
              "suppressed",
              "custom")
          .get();

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /**
   * @param raw whether text is as it is; else nothing of it is a formula to a spreadsheet
   * @param bom whether to begin with a byte order mark, without which some spreadsheets take UTF-8
   *     for something else
   */
  static String of(List<ContactDocument> contacts, boolean raw, boolean bom) {
    var text = new StringWriter();
    if (bom) {
      text.write(BYTE_ORDER_MARK);
    }
    try (var printer = new CSVPrinter(text, FORMAT)) {
      for (var contact : contacts) {
        print(printer, contact, raw);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
    return text.toString();
  }

  private static void print(CSVPrinter printer, ContactDocument contact, boolean raw)
      throws IOException {
    printer.printRecord(
        cells(contact)
            .map(cell -> raw || cell == null ? cell : SpreadsheetText.harmless(cell.toString())));
  }

  private static Stream<@Nullable Object> cells(ContactDocument contact) {
    return Stream.of(
        contact.position(),
        contact.contactId(),
        contact.firstName(),
        contact.lastName(),
        contact.status(),
        contact.email(),
        contact.emailStatus(),
        contact.personalEmail(),
        contact.personalEmailStatus(),
        String.join(";", contact.phone()),
        contact.provider(),
        contact.credits(),
        contact.cached(),
        contact.suppressed(),
        contact.custom());
  }

  private ContactsCsv() {}
}
