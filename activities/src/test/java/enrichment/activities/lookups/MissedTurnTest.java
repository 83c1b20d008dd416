package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.activities.ContactMetrics;
import enrichment.domain.ProviderStep;
import enrichment.providers.Rate;
import enrichment.workflows.LookupInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A worker that misses a provider's turns does not make up for them all at once. */
@Timeout(30)
class MissedTurnTest {

  private static final Rate SLOW = new Rate(1, Duration.ofMillis(500));
  private static final Duration LATE = Duration.ofMillis(150);

  private final StubProvider provider = new StubProvider("vendor").atRate(SLOW).findsNothing();
  private final LookupFixture fixture = LookupFixture.of(provider);
  private final List<Duration> waits = new ArrayList<>();

  @Test
  void aMissedTurnIsLeftOutForAnotherWhichIsTakenInAnyCase() {
    ask();
    assertThat(waits).hasSize(2);
    assertThat(waits.getFirst()).isZero();
    assertThat(waits.getLast()).isBetween(Duration.ofMillis(1), SLOW.interval());
    assertThat(provider.calls()).isOne();
  }

  private void ask() {
    var calls =
        new ProviderCalls(
            fixture.database,
            LookupFixture.PATIENCE,
            () -> 0,
            new ProviderMetrics(fixture.metrics),
            this::sleepTooLong);
    new WaterfallLookupActivities(
            Waterfall.of(provider),
            fixture.database,
            calls,
            new ContactMetrics(fixture.metrics),
            Heartbeats.NONE)
        .lookUpContact(
            new LookupInput(
                fixture.contact(0),
                ProviderStep.of(provider.name(), provider.terms().timeout()),
                true,
                false,
                false));
  }

  private void sleepTooLong(Duration time) throws InterruptedException {
    waits.add(time);
    Thread.sleep(time.plus(LATE));
  }
}
