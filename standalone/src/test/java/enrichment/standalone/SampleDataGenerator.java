package enrichment.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import enrichment.standalone.SamplePeople.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes the sample data of the demo, the same each time. Nobody in it exists: names are drawn at
 * random, domains end in {@code .example} (RFC 2606), telephone numbers are reserved for fiction
 * ({@link SamplePhones}).
 */
final class SampleDataGenerator {
  static final int PEOPLE = 3_000;
  private static final long SEED = 1843;

  private final List<Person> known;
  private final List<Person> unknown;

  SampleDataGenerator() {
    SamplePeople people = new SamplePeople(SEED);
    known = people.draw(PEOPLE);
    // Drawn from the same source, so that they are nobody who is known.
    unknown = people.draw(SampleBatch.SIZE / SampleBatch.UNKNOWN_EVERY);
  }

  /**
   * @param arguments the folder to write to, else {@code src/main/resources/sample}
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments.length > 0 ? arguments[0] : "src/main/resources/sample");
    SampleDataGenerator generator = new SampleDataGenerator();
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("directory.csv"), generator.directoryCsv());
    Files.writeString(folder.resolve("batch.json"), generator.batchJson());
  }

  String directoryCsv() throws IOException {
    StringBuilder csv = new StringBuilder();
    CSVFormat format = CSVFormat.RFC4180.builder().setRecordSeparator('\n').get();
    try (CSVPrinter printer = new CSVPrinter(csv, format)) {
      printer.printRecord(
          "linkedin_url",
          "first_name",
          "last_name",
          "domain",
          "company_name",
          "email",
          "email_status",
          "personal_email",
          "personal_email_status",
          "phones");
      for (Person person : known) {
        printer.printRecord(
            person.linkedinUrl(),
            person.first().written(),
            person.last().written(),
            person.company().domain(),
            person.company().name(),
            person.email(),
            person.emailStatus(),
            person.personalEmail(),
            person.personalEmailStatus(),
            String.join(";", person.phones()));
      }
    }
    return csv.toString();
  }

  String batchJson() throws JsonProcessingException {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("enrichment_type", List.of("email"));
    body.put("contacts", SampleBatch.contacts(known, unknown));
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
    printer.indentObjectsWith(indenter);
    printer.indentArraysWith(indenter);
    return new ObjectMapper().writer(printer).writeValueAsString(body) + "\n";
  }
}
