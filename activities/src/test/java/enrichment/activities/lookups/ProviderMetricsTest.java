package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.ProviderException.Kind;
import enrichment.store.lookups.ProviderCircuits;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProviderMetricsTest {

  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);

  private final StubProvider first = new StubProvider("first");
  private final StubProvider second = new StubProvider("second");
  private final LookupFixture lookups = LookupFixture.of(first, second);
  private final SimpleMeterRegistry metrics = lookups.metrics;

  @Test
  void countsCallsByWhatCameOfThemWithTheirCost() {
    first.findsNothing();
    second.finds(EMAIL);
    lookups.ask(first, false);
    lookups.ask(second, true);

    assertThat(calls("first", "not_found")).isOne();
    assertThat(calls("second", "found")).isOne();
    assertThat(latencies("second")).isOne();
    assertThat(cost("first")).isEqualTo(0.5);
    assertThat(cost("second")).isEqualTo(2.5);
    assertThat(contacts("found")).isOne();
    assertThat(contacts("not_found")).isZero();
  }

  @Test
  void countsAnswersThatAreThereAlreadyAsNoCalls() {
    first.finds(EMAIL);
    lookups.ask(first, true);
    lookups.ask(first, true);
    assertThat(calls("first", "found")).isOne();
  }

  @Test
  void hasANameForEverythingThatProvidersFailWith() {
    for (var kind : Kind.values()) {
      assertThat(ProviderMetrics.Result.valueOf(kind.name())).isNotNull();
    }
    first.fails(Kind.BUSY, Duration.ofSeconds(20));
    LookupFixture.failure(() -> lookups.ask(first, false));
    assertThat(calls("first", "busy")).isOne();
    assertThat(cost("first")).isZero();
  }

  @Test
  void countsWhatIsWaitedFor() {
    first.fails(Kind.BUSY, Duration.ofSeconds(20));
    LookupFixture.failure(() -> lookups.ask(first, false));
    LookupFixture.failure(() -> lookups.ask(first, false));
    new ProviderCircuits(lookups.database).open(second.name(), "stub", Duration.ofDays(1));
    lookups.ask(second, false);

    assertThat(waits("first", "busy")).isOne();
    assertThat(waits("second", "circuit")).isOne();
    assertThat(new ProviderCircuits(lookups.database).open()).containsExactly("second");
  }

  @Test
  void countsFromZeroWhatHasNotHappened() {
    var registry = new SimpleMeterRegistry();
    new WaterfallLookupActivities(Waterfall.of(first), lookups.database, registry);
    assertThat(registry.get("enrichment.provider.calls").tag("result", "key_refused").counters())
        .isNotEmpty()
        .allSatisfy(counter -> assertThat(counter.count()).isZero());
    assertThat(registry.get("enrichment.provider.waits").tag("reason", "pace").counter().count())
        .isZero();
  }

  private double calls(String provider, String result) {
    return metrics
        .get("enrichment.provider.calls")
        .tags("provider", provider, "asked_for", "email", "result", result)
        .counter()
        .count();
  }

  private long latencies(String provider) {
    return metrics
        .get("enrichment.provider.call.duration")
        .tag("provider", provider)
        .timer()
        .count();
  }

  private double cost(String provider) {
    var cost = metrics.find("enrichment.provider.cost").tag("provider", provider).counter();
    return cost == null ? 0 : cost.count();
  }

  private double waits(String provider, String reason) {
    return metrics
        .get("enrichment.provider.waits")
        .tags("provider", provider, "reason", reason)
        .counter()
        .count();
  }

  private double contacts(String outcome) {
    return metrics.get("enrichment.contacts").tag("outcome", outcome).counter().count();
  }
}
