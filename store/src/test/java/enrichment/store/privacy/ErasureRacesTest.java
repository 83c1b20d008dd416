package enrichment.store.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.WebhookEvent;
import enrichment.store.People;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.PersonLookups;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.CompanyLookups;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.sql.Deadlocks;
import enrichment.store.sql.Ids;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever is written about a person at the moment of the erasure, nothing of it is left. */
@Timeout(120)
class ErasureRacesTest {

  private static final int ROUNDS = 100;

  private final Database database = TestDatabase.create(20);
  private final UUID account = Requests.account(database, 10_000);
  private final Lookups lookups = new Lookups(database);
  private final Settlements settlements = new Settlements(database);
  private final Deliveries deliveries = new Deliveries(database);

  @Test
  void withALookupThatSettles() throws Exception {
    race(
        contact ->
            List.of(
                () -> settlements.settleFound(email(contact), People.FOUND, LookupEnds.HIT),
                () -> settlements.close(contact.enrichmentId())));
  }

  @Test
  void withALookupThatIsUnderWay() throws Exception {
    race(
        contact ->
            List.of(
                () -> {
                  lookups.keepToVerify(
                      email(contact),
                      Findings.ofEmail(People.EMAIL, EmailStatus.NOT_AVAILABLE),
                      LookupEnds.HIT);
                  return null;
                },
                () -> {
                  lookups.awaitAnswer(
                      LookupCall.of(contact, "slow", "email"), "zq-ticket", Duration.ZERO);
                  return null;
                },
                () -> {
                  lookups.recordVerdict(
                      new LookupCall(contact, "verifier", "email_verification", "vendor"),
                      new Lookups.Verdict("UNKNOWN", People.EMAIL),
                      LookupEnds.MISS);
                  return null;
                }));
  }

  @Test
  void withWhatIsDecidedAboutEqualContactsAndTheirCompany() throws Exception {
    race(
        contact ->
            List.of(
                () -> new PersonLookups(database).decide(contact),
                () -> new CompanyLookups(database).decide(contact, "vendor", "Analytical Engines"),
                () -> {
                  lookups.resolve(
                      LookupCall.of(contact, "vendor", "company_domain"),
                      People.DOMAIN,
                      LookupEnds.HIT);
                  return null;
                }));
  }

  @Test
  void withAnAttemptToDeliver() throws Exception {
    race(
        contact -> {
          settlements.settleFound(email(contact), People.FOUND, LookupEnds.HIT);
          var message = deliveries.find(contact).orElseThrow();
          return List.of(
              () -> {
                deliveries.recordAttempt(
                    message,
                    new DeliveryAttempt(
                        Instant.now(), Duration.ZERO, 500, null, "echo " + People.EMAIL),
                    DeliveryState.PENDING,
                    Duration.ofHours(1),
                    true);
                return null;
              });
        });
  }

  private interface Writers {
    List<Callable<?>> of(ContactKey contact);
  }

  private void race(Writers writers) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < ROUNDS; round++) {
        var contact = accept();
        var tasks = new ArrayList<>(writers.of(contact));
        tasks.add(() -> new Erasures(database).erase(account, People.BY_PROFILE));
        var start = new CyclicBarrier(tasks.size());
        var running = new ArrayList<Future<?>>();
        for (var task : tasks) {
          running.add(
              threads.submit(
                  () -> {
                    start.await();
                    return Deadlocks.retry(() -> call(task));
                  }));
        }
        for (var one : running) {
          one.get();
        }
        assertNothingIsLeft(round);
      }
    }
    var summaries = new CreditLedger(database).balance(account);
    assertThat(summaries.held()).as("every hold is resolved").isZero();
  }

  private static Object call(Callable<?> task) {
    try {
      return String.valueOf(task.call());
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private ContactKey accept() {
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            account,
            EnrichmentKind.BULK,
            EnrichmentType.EMAIL,
            List.of(),
            "https://hooks.example/",
            List.of(WebhookEvent.CONTACT_FINISHED),
            List.of(People.ada(null, People.PROFILE)));
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    var contact = new ContactKey(enrichment.enrichmentId(), 0);
    for (var provider : List.of("vendor", "slow")) {
      lookups.begin(LookupCall.of(contact, provider, "email"), 0);
    }
    return contact;
  }

  private static LookupCall email(ContactKey contact) {
    return LookupCall.of(contact, "vendor", "email");
  }

  private void assertNothingIsLeft(int round) {
    for (var leftover :
        List.of(
            "contact where erased_at is null or outcome is null",
            "contact where num_nonnulls(email, resolved_domain, identities) > 0",
            "lookup where num_nonnulls(ticket, answer, address) > 0",
            "person_lookup",
            "company_lookup",
            "delivery where erased_at is null or state = 'PENDING'",
            "delivery_attempt where response_body is not null")) {
      int left =
          TestDatabase.jdbi(database)
              .withHandle(
                  handle ->
                      handle
                          .createQuery("select count(*) from " + leftover)
                          .mapTo(int.class)
                          .one());
      assertThat(left).as("%s, in round %d", leftover, round).isZero();
    }
  }
}
