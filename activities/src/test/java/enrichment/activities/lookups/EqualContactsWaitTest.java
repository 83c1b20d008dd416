package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.providers.ProviderException.Kind;
import enrichment.store.Requests;
import enrichment.store.enrichments.Settlements;
import enrichment.workflows.steps.FailureTypes;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A provider that is down is waited for once, however many equal contacts there are. */
class EqualContactsWaitTest {

  private static final int CONTACTS = 5;

  private final StubProvider down = new StubProvider("down");
  private final LookupFixture lookups =
      LookupFixture.of(
          EnrichmentType.EMAIL,
          IntStream.range(0, CONTACTS)
              .mapToObj(i -> Requests.person("Ada", "Lovelace", "analytical.example"))
              .toList(),
          down);

  @Test
  void thoseThatWaitedEndAtOnceWhenTheFirstHasFailed() {
    down.fails(Kind.UNAVAILABLE).fails(Kind.UNAVAILABLE);
    assertThat(reason(() -> lookups.askPatiently(down))).isEqualTo(FailureTypes.ASK_LATER);
    assertThat(reason(() -> lookups.ask(1, down))).isEqualTo(FailureTypes.ASK_LATER);
    lookups.pass(LookupFixture.PATIENCE.plus(Duration.ofMinutes(1)));
    assertThat(reason(() -> lookups.askPatiently(down))).isEqualTo(FailureTypes.PROVIDER_FAILED);
    new Settlements(lookups.database).settle(lookups.contact(0), ContactOutcome.FAILED);

    for (var position : List.of(1, 2, 3, 4)) {
      assertThat(lookups.ask(position, down).contactEnded()).isEqualTo(ContactOutcome.FAILED);
    }
    assertThat(down.calls()).isEqualTo(2);
    assertThat(lookups.balance().held()).isZero();

    // Who comes later asks anew.
    down.findsNothing();
    var later = lookups.withNewContacts(down);
    later.ask(0, down);
    assertThat(down.calls()).isEqualTo(3);
  }

  private static String reason(Runnable attempt) {
    return LookupFixture.failure(attempt).getType();
  }
}
