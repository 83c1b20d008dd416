package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.directory.ImportCounts;
import enrichment.store.identity.DirectoryKeys;
import enrichment.store.identity.DirectoryQuery;
import java.io.IOException;
import java.io.InputStream;
import java.lang.Character.UnicodeScript;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SampleDataTest {
  private static final List<DirectoryPerson> PEOPLE = new ArrayList<>();
  private static DirectoryImportReport report;
  private static JsonNode batch;

  @BeforeAll
  static void read() throws IOException {
    DirectoryImport directoryImport =
        new DirectoryImport(
            chunk -> {
              PEOPLE.addAll(chunk);
              return new ImportCounts(chunk.size(), 0);
            });
    try (InputStream csv = open("directory.csv");
        InputStream json = open("batch.json")) {
      report = directoryImport.importFrom(csv);
      batch = new ObjectMapper().readTree(json);
    }
  }

  /** Where this fails, run {@link SampleDataGenerator#main} in the module's folder. */
  @Test
  void theFilesAreWhatTheGeneratorWrites() throws IOException {
    SampleDataGenerator generator = new SampleDataGenerator();

    assertThat(text("directory.csv")).isEqualTo(generator.directoryCsv());
    assertThat(text("batch.json")).isEqualTo(generator.batchJson());
  }

  @Test
  void everyRowCanBeImported() {
    assertThat(report.isComplete()).as(report.text()).isTrue();
    assertThat(PEOPLE).hasSize(SampleDataGenerator.PEOPLE);
  }

  @Test
  void everybodyHasAProfileAndMostHaveEverything() {
    assertThat(PEOPLE)
        .allSatisfy(
            person ->
                assertThat(person.linkedinUrl())
                    .matches("https://www\\.linkedin\\.com/in/[a-z0-9]+-[a-z0-9]+-\\d+-example"));
    long complete =
        PEOPLE.stream()
            .filter(
                person ->
                    person.email() != null
                        && person.personalEmail() != null
                        && !person.phones().isEmpty())
            .count();
    assertThat(complete).isBetween(1_800L, 2_400L);
  }

  @Test
  void onlyReservedDomainsAndFictionalNumbersAreUsed() {
    assertThat(
            PEOPLE.stream()
                .flatMap(
                    person -> Stream.of(person.domain(), person.email(), person.personalEmail()))
                .filter(Objects::nonNull))
        .allMatch(domain -> domain.endsWith(".example"));
    assertThat(PEOPLE.stream().flatMap(person -> person.phones().stream()))
        .isNotEmpty()
        .allMatch(SamplePhones::isFictional);
    assertThat(PEOPLE.stream().map(DirectoryPerson::domain).distinct())
        .hasSize(SampleCompanies.ALL.size());
    for (JsonNode contact : batch.path("contacts")) {
      assertThat(DirectoryKeys.domainKey(contact.path("domain").asText("x.example")))
          .endsWith(".example");
    }
  }

  @Test
  void namesAreOfManyScripts() {
    Set<UnicodeScript> scripts =
        PEOPLE.stream()
            .map(person -> UnicodeScript.of(person.lastName().codePointAt(0)))
            .collect(Collectors.toSet());

    assertThat(scripts)
        .contains(
            UnicodeScript.LATIN,
            UnicodeScript.CYRILLIC,
            UnicodeScript.GREEK,
            UnicodeScript.HAN,
            UnicodeScript.HANGUL,
            UnicodeScript.ARABIC,
            UnicodeScript.HEBREW,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.THAI);
  }

  @Test
  void nobodyIsMistakenForSomebodyElse() {
    for (Function<DirectoryKeys, String> way : WAYS) {
      Set<String> seen = new HashSet<>();
      assertThat(PEOPLE.stream().map(DirectoryPerson::keys).map(way)).allMatch(seen::add);
    }
  }

  @Test
  void theBatchIsAHundredContactsWithTheirOwnCrmIds() {
    assertThat(batch.path("enrichment_type")).hasToString("[\"email\"]");
    assertThat(batch.has("webhook_url")).isFalse();
    assertThat(batch.path("contacts")).hasSize(100);
    Set<String> crmIds = new HashSet<>();
    for (JsonNode contact : batch.path("contacts")) {
      assertThat(contact.path("firstname").asText()).isNotEmpty();
      assertThat(contact.path("lastname").asText()).isNotEmpty();
      assertThat(contact.has("domain") || contact.has("company_name")).isTrue();
      assertThat(crmIds.add(contact.path("custom").path("crm_id").asText())).isTrue();
    }
  }

  @Test
  void fourInFiveOfTheBatchAreFoundByDifferentWays() {
    Map<String, DirectoryPerson> directory = new HashMap<>();
    for (DirectoryPerson person : PEOPLE) {
      WAYS.forEach(way -> directory.put(way.apply(person.keys()), person));
    }
    Map<Integer, Integer> foundByWay = new HashMap<>();
    for (JsonNode contact : batch.path("contacts")) {
      DirectoryKeys keys = DirectoryKeys.of(query(contact));
      for (int way = 0; way < WAYS.size(); way++) {
        DirectoryPerson person = directory.get(WAYS.get(way).apply(keys));
        if (person != null) {
          assertThat(person.email()).isNotNull();
          foundByWay.merge(way, 1, Integer::sum);
          break;
        }
      }
    }

    assertThat(foundByWay).isEqualTo(Map.of(0, 20, 1, 40, 2, 20));
  }

  private static final List<Function<DirectoryKeys, String>> WAYS =
      List.of(
          keys -> "profile " + keys.linkedin(),
          keys -> "domain " + keys.name() + " " + keys.domain(),
          keys -> "company " + keys.name() + " " + keys.company());

  private static DirectoryQuery query(JsonNode contact) {
    return new DirectoryQuery(
        member(contact, "linkedin_url"),
        member(contact, "firstname"),
        member(contact, "lastname"),
        member(contact, "domain"),
        member(contact, "company_name"));
  }

  private static @Nullable String member(JsonNode contact, String name) {
    return contact.has(name) ? contact.get(name).asText() : null;
  }

  private static String text(String file) throws IOException {
    try (InputStream stream = open(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static InputStream open(String file) {
    return Objects.requireNonNull(
        SampleDataTest.class.getResourceAsStream("/sample/" + file), file);
  }
}
