package enrichment.api.enrichments;

import enrichment.domain.ContactDocument;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

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

  static String of(List<ContactDocument> contacts) {
    var text = new StringWriter();
    try (var printer = new CSVPrinter(text, FORMAT)) {
      for (var contact : contacts) {
        print(printer, contact);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail", e);
    }
    return text.toString();
  }

  private static void print(CSVPrinter printer, ContactDocument contact) throws IOException {
    printer.printRecord(
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
