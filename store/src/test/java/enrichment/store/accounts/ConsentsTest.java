package enrichment.store.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.EnrichmentType;
import enrichment.domain.OpenEnrichment;
import enrichment.domain.Rejection.Reason;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.enrichments.Admissions;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.Lookups;
import enrichment.store.privacy.ConsentRevocations;
import enrichment.store.sql.Database;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ConsentsTest {

  private static final String ADDRESS = "192.0.2.1";
  private static final int ROUNDS = 100;

  private final Database database = TestDatabase.create(20);
  private final Consents consents = new Consents(database);
  private final ConsentRevocations revocations = new ConsentRevocations(database);
  private final Admissions admissions = new Admissions(database);
  private final Lookups lookups = new Lookups(database);
  private final UUID account = Requests.account(database, 10_000, false);

  @Test
  void keepsItsHistory() {
    revocations.revoke(account, ADDRESS);
    assertThat(consents.history(account)).as("there was nothing to revoke").isEmpty();
    consents.give(account, "Ada", "1", "2001:db8:0:0:0:0:0:1");
    consents.give(account, "Grace", "2", ADDRESS);
    revocations.revoke(account, ADDRESS);
    revocations.revoke(account, ADDRESS);

    assertThat(consents.history(account))
        .extracting(
            ConsentEvent::given,
            ConsentEvent::givenBy,
            ConsentEvent::termsVersion,
            ConsentEvent::address)
        .containsExactly(
            tuple(false, null, null, ADDRESS),
            tuple(true, "Grace", "2", ADDRESS),
            tuple(true, "Ada", "1", "2001:db8::1"));
    assertThat(consents.history(Requests.account(database, 0, true)))
        .extracting(ConsentEvent::givenBy)
        .containsExactly("operator");
  }

  @Test
  void changesNothingOfItsHistory() {
    consents.give(account, "Ada", "1", ADDRESS);
    for (var change :
        List.of(
            "update personal_email_consent set given_by = 'Eve'",
            "delete from personal_email_consent",
            "truncate personal_email_consent")) {
      assertThatThrownBy(
              () -> TestDatabase.jdbi(database).useHandle(handle -> handle.execute(change)))
          .hasMessageContaining("append-only");
    }
  }

  @Test
  void stopsWhatLooksPersonalEmailsUp() {
    consents.give(account, "Ada", "1", ADDRESS);
    var personal = accepted(EnrichmentType.PERSONAL_EMAIL);
    var email = accepted(EnrichmentType.EMAIL);
    assertThat(lookups.begin(call(personal), 0)).isTrue();

    assertThat(revocations.revoke(account, ADDRESS))
        .extracting(OpenEnrichment::enrichmentId)
        .containsExactly(personal);
    assertThat(lookups.goesOn(call(personal))).isFalse();
    assertThat(lookups.begin(call(personal), 1)).isFalse();
    assertThat(lookups.begin(call(email), 0)).isTrue();
    consents.give(account, "Ada", "2", ADDRESS);
    assertThat(lookups.begin(call(personal), 1)).as("what was stopped stays so").isFalse();
    assertThat(lookups.begin(call(accepted(EnrichmentType.PERSONAL_EMAIL)), 0)).isTrue();
  }

  /** The admission has read, or may have read, the account before. */
  @Test
  void refusesWhatIsDecidedOnWhileConsentIsBeingRevoked() throws Exception {
    consents.give(account, "Ada", "1", ADDRESS);
    var received = received(EnrichmentType.PERSONAL_EMAIL);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Admission> admission;
      try (var revoking = TestDatabase.jdbi(database).open()) {
        revoking.begin();
        revoking.execute(
            "update account set personal_email_consented_at = null where account_id = ?", account);
        admission = threads.submit(() -> admit(received));
        assertThatThrownBy(() -> admission.get(300, TimeUnit.MILLISECONDS))
            .isInstanceOf(TimeoutException.class);
        // Others are not held up by it.
        assertThat(admit(received(EnrichmentType.EMAIL)).plan()).isNotNull();
        revoking.commit();
      }
      assertThat(admission.get().rejection().reason()).isEqualTo(Reason.CONSENT_REQUIRED);
    }
  }

  @Test
  void leavesNothingAdmittedThatIsNotStopped() throws Exception {
    var admitted = 0;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < ROUNDS; round++) {
        consents.give(account, "Ada", "1", ADDRESS);
        var received = received(EnrichmentType.PERSONAL_EMAIL);
        var start = new CyclicBarrier(2);
        var admission =
            threads.submit(
                () -> {
                  start.await();
                  return admit(received);
                });
        start.await();
        var stopped = revocations.revoke(account, ADDRESS);
        if (admission.get().plan() != null) {
          admitted++;
          assertThat(stopped)
              .extracting(OpenEnrichment::enrichmentId)
              .as("round %d", round)
              .contains(received);
        }
      }
    }
    System.out.printf("%d of %d were admitted before consent was revoked%n", admitted, ROUNDS);
  }

  private UUID accepted(EnrichmentType type) {
    var id = received(type);
    assertThat(admit(id).plan()).isNotNull();
    return id;
  }

  private UUID received(EnrichmentType type) {
    return Requests.received(
            database, account, type, Requests.person("Ada", "Lovelace", "analytical.example"))
        .enrichmentId();
  }

  private Admission admit(UUID enrichmentId) {
    return admissions.admit(enrichmentId, any -> Requests.WATERFALL);
  }

  private static LookupCall call(UUID enrichmentId) {
    return LookupCall.of(new ContactKey(enrichmentId, 0), "first", "personal_email");
  }
}
