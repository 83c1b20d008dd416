package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import java.time.Duration;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

/** What webhooks and reads hold, an answer does not wait for. */
class AnswersPoolTest {

  private static final int CONNECTIONS = 4;

  /** Less than is waited for a connection. */
  private static final Duration SOON = Duration.ofSeconds(3);

  @Test
  void anAnswerIsWrittenDownWhileEveryOtherConnectionIsInUse() {
    var database = TestDatabase.create(CONNECTIONS);
    var enrichment =
        Requests.accepted(
            database,
            Requests.account(database, 10),
            EnrichmentType.EMAIL,
            Requests.person("Ada", "Lovelace", "analytical.example"),
            Requests.person("Grace", "Hopper", "navy.example"));
    var call = LookupCall.of(new ContactKey(enrichment.enrichmentId(), 0), "vendor", "email");
    assertThat(new Lookups(database).begin(call, 0)).isTrue();
    var settlements = new Settlements(database);
    var found = Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);

    var held = Stream.generate(database.jdbi()::open).limit(CONNECTIONS).toList();
    try {
      var outcome =
          assertTimeoutPreemptively(
              SOON, () -> settlements.settleFound(call, found, LookupEnds.HIT));
      assertThat(outcome).isEqualTo(ContactOutcome.FOUND);
    } finally {
      held.forEach(Handle::close);
    }
  }
}
