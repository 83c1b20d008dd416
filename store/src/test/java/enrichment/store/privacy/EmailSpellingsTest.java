package enrichment.store.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.People;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.directory.Directory;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.ContactToLookUp;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One email may be written in several ways, by those who ask, by vendors and in the directory. */
class EmailSpellingsTest {

  /** An internationalised domain in either form, and letters composed or not. */
  private static final List<String> SPELLINGS =
      List.of(
          "jos\u00e9@b\u00fccher.example",
          "Jose\u0301@Bu\u0308cher.example",
          "jos\u00e9@xn--bcher-kva.example",
          "JOSE\u0301@XN--BCHER-KVA.EXAMPLE");

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 10);

  /** Each with the next. */
  static Stream<Arguments> pairs() {
    return IntStream.range(0, SPELLINGS.size())
        .mapToObj(i -> Arguments.of(SPELLINGS.get(i), SPELLINGS.get((i + 1) % SPELLINGS.size())));
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aHitIsDroppedWhereTheEmailIsSuppressed(String suppressed, String found) {
    new Suppressions(database).add(account, email(suppressed));
    var enrichment = accept(People.ada(null, People.PROFILE));
    People.find(database, enrichment, Findings.ofEmail(found, EmailStatus.DELIVERABLE));
    assertThat(lookUp(enrichment).ended()).isEqualTo(ContactOutcome.NOT_FOUND);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aRowOfTheDirectoryIsThePersonOfTheEmail(String suppressed, String stored) {
    new Directory(database).upsert(List.of(People.inDirectory(People.PROFILE, stored)));
    new Suppressions(database).add(account, email(suppressed));
    assertThat(lookUp(accept(People.ada(null, People.PROFILE))).suppressed()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void anErasureTakesContactsAndRowsOfTheDirectory(String erased, String stored) {
    new Directory(database).upsert(List.of(People.inDirectory(People.PROFILE, stored)));
    var enrichment = accept(People.ada(null, "https://www.linkedin.com/in/somebody"));
    People.find(database, enrichment, Findings.ofEmail(stored, EmailStatus.DELIVERABLE));
    var receipt = new Erasures(database).erase(null, email(erased));
    assertThat(receipt.contacts()).isEqualTo(1);
    assertThat(receipt.directory()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("pairs")
  void aMailboxOfSeveralIsTakenFromThem(String erased, String stored) {
    var ada = accept(People.ada(null, People.PROFILE));
    People.find(database, ada, Findings.ofEmail(stored, EmailStatus.DELIVERABLE));
    new Directory(database)
        .upsert(
            List.of(
                new DirectoryPerson(
                    null,
                    "Bob",
                    "Other",
                    null,
                    "Other",
                    stored,
                    "deliverable",
                    null,
                    "N/A",
                    List.of("+442079460124"))));
    var bob = accept(new NewContact(Ids.next(), "Bob", "Other", null, "Elsewhere", null, null));
    People.find(database, bob, Findings.ofEmail(stored, EmailStatus.DELIVERABLE));
    new Erasures(database).erase(account, email(erased));
    assertThat(left("select count(*) from contact where email is not null")).isZero();
    assertThat(left("select count(*) from contact where erased_at is not null")).isZero();
  }

  /** As a version did that took each spelling for an email of its own. */
  @Test
  void whatWasSuppressedBeforeIsRecognisedStill() {
    new Suppressions(database)
        .add(
            account,
            new PersonIdentifier(PersonIdentifier.Kind.EMAIL, "jos\u00e9@b\u00fccher.example"));
    for (var found : SPELLINGS) {
      var enrichment = accept(People.ada(null, People.PROFILE));
      People.find(database, enrichment, Findings.ofEmail(found, EmailStatus.DELIVERABLE));
      assertThat(lookUp(enrichment).ended()).as(found).isEqualTo(ContactOutcome.NOT_FOUND);
    }
  }

  private static PersonIdentifier email(String email) {
    return PersonIdentifier.ofEmail(email).orElseThrow();
  }

  private NewEnrichment accept(NewContact contact) {
    return Requests.accepted(database, account, EnrichmentType.EMAIL, contact);
  }

  private ContactToLookUp lookUp(NewEnrichment enrichment) {
    return new Lookups(database)
        .open(new ContactKey(enrichment.enrichmentId(), 0), "vendor", null, "");
  }

  private int left(String count) {
    return TestDatabase.jdbi(database)
        .withHandle(handle -> handle.createQuery(count).mapTo(int.class).one());
  }
}
