package enrichment.store.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.store.TestDatabase;
import enrichment.store.identity.DirectoryQuery;
import enrichment.store.sql.Database;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DirectoryTest {
  private static final String ADA_PROFILE = "https://www.linkedin.com/in/ada-lovelace";
  private static final DirectoryPerson ADA =
      new DirectoryPerson(
          ADA_PROFILE,
          "Ada",
          "Lovelace",
          "analytical.example",
          "Analytical Engines Ltd",
          "ada@analytical.example",
          "deliverable",
          "ada@mailbox.example",
          "catch-all",
          List.of("+442079460123", "+12025550123"));

  private static final Database DATABASE = TestDatabase.create();

  private final Jdbi jdbi = DATABASE.jdbi();
  private final Directory directory = new Directory(DATABASE);

  @BeforeEach
  void emptyDirectory() {
    jdbi.useHandle(handle -> handle.execute("TRUNCATE directory_person"));
  }

  @Test
  void givesBackWhatWasImported() {
    assertThat(directory.upsert(List.of(ADA))).isEqualTo(new ImportCounts(1, 0));

    assertThat(byProfile(ADA_PROFILE)).contains(ADA);
  }

  @Test
  void givesBackAPersonOfWhomLittleIsKnown() {
    DirectoryPerson person = phoneOnly(null, "Ada", "Lovelace", null, "Analytical");
    directory.upsert(List.of(person));

    assertThat(byCompany("Ada", "Lovelace", "Analytical")).contains(person);
  }

  @Test
  void findsByEachWayInAnySpelling() {
    directory.upsert(List.of(ADA));

    assertThat(byProfile("fr.linkedin.com/in/ADA-lovelace/fr?trk=1")).contains(ADA);
    assertThat(byDomain("ÂDA", "love-lace", "https://www.Analytical.example/")).contains(ADA);
    assertThat(byCompany("ada", "lovelace", "ANALYTICAL ENGINES Inc.")).contains(ADA);
  }

  @Test
  void findsByTheProfileWhateverTheNameIsNow() {
    directory.upsert(List.of(ADA));

    assertThat(find(ADA_PROFILE, "Augusta", "Byron", "other.example", "Other")).contains(ADA);
  }

  @Test
  void findsByTheNextWayWhereOneLeadsToNobody() {
    directory.upsert(List.of(withoutProfile(ADA)));

    assertThat(find(ADA_PROFILE, "Ada", "Lovelace", "analytical.example", null)).isPresent();
    assertThat(find(ADA_PROFILE, "Ada", "Lovelace", "other.example", "Analytical Engines"))
        .isPresent();
  }

  @Test
  void doesNotFindAnotherProfileByName() {
    directory.upsert(List.of(ADA));

    String another = "https://www.linkedin.com/in/ada-lovelace-2";
    assertThat(find(another, "Ada", "Lovelace", "analytical.example", null)).isEmpty();
    assertThat(find(another, "Ada", "Lovelace", null, "Analytical Engines")).isEmpty();
  }

  @Test
  void findsNobodyByANameAlone() {
    directory.upsert(List.of(ADA));

    assertThat(find(null, "Ada", "Lovelace", null, null)).isEmpty();
    assertThat(find(null, "Ada", "Lovelace", "not a domain", "...")).isEmpty();
    assertThat(find(null, null, null, "analytical.example", "Analytical Engines")).isEmpty();
  }

  @Test
  void findsNeitherOfTwoWhoShareNameAndDomain() {
    DirectoryPerson namesake =
        phoneOnly(
            "https://www.linkedin.com/in/ada-2", "Ada", "Lovelace", "analytical.example", "Other");
    assertThat(directory.upsert(List.of(ADA, namesake))).isEqualTo(new ImportCounts(2, 0));

    assertThat(byDomain("Ada", "Lovelace", "analytical.example")).isEmpty();
    // Not by the company either, though only one of them is there: the domain came first.
    assertThat(find(null, "Ada", "Lovelace", "analytical.example", "Other")).isEmpty();
    assertThat(byCompany("Ada", "Lovelace", "Other")).contains(namesake);
    assertThat(byProfile(ADA_PROFILE)).contains(ADA);
  }

  @Test
  void findsNeitherOfTwoWhoShareNameAndCompany() {
    directory.upsert(
        List.of(
            phoneOnly(null, "Ada", "Lovelace", "one.example", "Analytical"),
            phoneOnly(null, "Ada", "Lovelace", "two.example", "Analytical GmbH")));

    assertThat(byCompany("Ada", "Lovelace", "Analytical")).isEmpty();
    assertThat(byDomain("Ada", "Lovelace", "two.example")).isPresent();
  }

  @Test
  void theSamePersonAgainIsUpdatedWhateverTheSpelling() {
    directory.upsert(List.of(ADA));

    DirectoryPerson again =
        phoneOnly(
            "linkedin.com/in/Ada-Lovelace/", "Augusta", "King", "analytical.example", "Engines");
    assertThat(directory.upsert(List.of(again))).isEqualTo(new ImportCounts(0, 1));

    DirectoryPerson known = byProfile(ADA_PROFILE).orElseThrow();
    assertThat(known.firstName()).isEqualTo("Augusta");
    assertThat(known.companyName()).isEqualTo("Engines");
    assertThat(known.phones()).containsExactly("+12025550100");
    assertThat(byDomain("Augusta", "King", "analytical.example")).contains(known);
    assertThat(byDomain("Ada", "Lovelace", "analytical.example")).isEmpty();
  }

  @Test
  void whatTheNewRecordLeavesOutStays() {
    directory.upsert(List.of(ADA));

    directory.upsert(List.of(phoneOnly(null, "Ada", "Lovelace", "analytical.example", null)));

    DirectoryPerson known = byProfile(ADA_PROFILE).orElseThrow();
    assertThat(known.email()).isEqualTo("ada@analytical.example");
    assertThat(known.emailStatus()).isEqualTo("deliverable");
    assertThat(known.personalEmailStatus()).isEqualTo("catch-all");
    assertThat(known.companyName()).isEqualTo("Analytical Engines Ltd");
    assertThat(known.phones()).containsExactly("+12025550100");
  }

  @Test
  void whoHasChangedEmployersLosesTheOldCompanyAndEmail() {
    directory.upsert(List.of(ADA));

    directory.upsert(List.of(phoneOnly(ADA_PROFILE, "Ada", "Lovelace", "new.example", null)));

    DirectoryPerson known = byProfile(ADA_PROFILE).orElseThrow();
    assertThat(known.domain()).isEqualTo("new.example");
    assertThat(known.email()).isNull();
    assertThat(known.emailStatus()).isEqualTo("N/A");
    assertThat(known.companyName()).isNull();
    assertThat(known.personalEmail()).isEqualTo("ada@mailbox.example");
  }

  @Test
  void aProfileThatBecomesKnownIsAddedToThePerson() {
    directory.upsert(List.of(withoutProfile(ADA)));

    assertThat(directory.upsert(List.of(ADA))).isEqualTo(new ImportCounts(0, 1));
    assertThat(byProfile(ADA_PROFILE)).contains(ADA);
  }

  @Test
  void theSamePersonTwiceInOneImportIsUpdatedToo() {
    assertThat(directory.upsert(List.of(ADA, withoutProfile(ADA), ADA)))
        .isEqualTo(new ImportCounts(1, 2));
  }

  @Test
  void whoMayBeOneOfSeveralIsAddedOnce() {
    DirectoryPerson namesake =
        phoneOnly("linkedin.com/in/ada-2", "Ada", "Lovelace", "analytical.example", "Analytical");
    DirectoryPerson eitherByDomain = withoutProfile(ADA);
    DirectoryPerson eitherByCompany = phoneOnly(null, "Ada", "Lovelace", null, "Shared");
    directory.upsert(
        List.of(
            ADA,
            namesake,
            phoneOnly("linkedin.com/in/ada-3", "Ada", "Lovelace", "three.example", "Shared"),
            phoneOnly("linkedin.com/in/ada-4", "Ada", "Lovelace", "four.example", "Shared")));

    assertThat(directory.upsert(List.of(eitherByDomain, eitherByCompany)))
        .isEqualTo(new ImportCounts(2, 0));
    assertThat(directory.upsert(List.of(eitherByDomain, eitherByCompany)))
        .isEqualTo(new ImportCounts(0, 2));
  }

  @Test
  void nobodyIsImportedIfSomebodyCouldNeverBeFound() {
    DirectoryPerson lost = phoneOnly("linkedin.com/company/x", "Ada", "Lovelace", null, "...");

    assertThatThrownBy(() -> directory.upsert(List.of(ADA, lost)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(byProfile(ADA_PROFILE)).isEmpty();
  }

  @Test
  void nothingToImportIsNothing() {
    assertThat(directory.upsert(List.of())).isEqualTo(ImportCounts.NONE);
  }

  @Test
  void importsThatRunAtOnceAddEachPersonOnce() {
    List<DirectoryPerson> people =
        IntStream.range(0, 2_500)
            .mapToObj(i -> phoneOnly(null, "Ada " + i, "Lovelace", "a.example", null))
            .toList();

    CompletableFuture<ImportCounts> other =
        CompletableFuture.supplyAsync(() -> directory.upsert(people.reversed()));
    ImportCounts both = directory.upsert(people).plus(other.join());

    assertThat(both).isEqualTo(new ImportCounts(2_500, 2_500));
  }

  @Test
  void everyWayIsServedByAnIndex() {
    directory.upsert(
        IntStream.range(0, 5_000)
            .mapToObj(
                i ->
                    phoneOnly(
                        "linkedin.com/in/ada-" + i,
                        "Ada " + i,
                        "Lovelace",
                        "d" + i + ".example",
                        "Company " + i))
            .toList());

    List<String> plan =
        jdbi.withHandle(
            handle -> {
              handle.execute("ANALYZE directory_person");
              return handle
                  .createQuery("EXPLAIN " + DirectorySql.FIND)
                  .bind("linkedinKey", "in/ada-1")
                  .bind("nameKey", "ada1 lovelace")
                  .bind("domainKey", "d1.example")
                  .bind("companyKey", "company1")
                  .mapTo(String.class)
                  .list();
            });

    assertThat(plan).noneMatch(line -> line.contains("Seq Scan"));
  }

  private Optional<DirectoryPerson> byProfile(String url) {
    return find(url, null, null, null, null);
  }

  private Optional<DirectoryPerson> byDomain(String first, String last, String domain) {
    return find(null, first, last, domain, null);
  }

  private Optional<DirectoryPerson> byCompany(String first, String last, String company) {
    return find(null, first, last, null, company);
  }

  private Optional<DirectoryPerson> find(
      @Nullable String profile,
      @Nullable String first,
      @Nullable String last,
      @Nullable String domain,
      @Nullable String company) {
    return directory.find(new DirectoryQuery(profile, first, last, domain, company));
  }

  private static DirectoryPerson phoneOnly(
      @Nullable String profile,
      String first,
      String last,
      @Nullable String domain,
      @Nullable String company) {
    return new DirectoryPerson(
        profile, first, last, domain, company, null, "N/A", null, "N/A", List.of("+12025550100"));
  }

  private static DirectoryPerson withoutProfile(DirectoryPerson person) {
    return new DirectoryPerson(
        null,
        person.firstName(),
        person.lastName(),
        person.domain(),
        person.companyName(),
        person.email(),
        person.emailStatus(),
        person.personalEmail(),
        person.personalEmailStatus(),
        person.phones());
  }
}
