package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.domain.ProviderStep;
import enrichment.workflows.LookupActivities;
import enrichment.workflows.LookupInput;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.activity.ActivityOptions;
import io.temporal.testing.TestActivityEnvironment;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lookups as a worker has them. */
@Timeout(30)
class TemporalHeartbeatsTest {

  private static final Duration HEARTBEAT_TIMEOUT = Duration.ofSeconds(1);
  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);

  private final StubProvider provider = new StubProvider("vendor").finds(EMAIL);
  private final LookupFixture fixture = LookupFixture.of(provider);
  private final AtomicInteger beats = new AtomicInteger();
  private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

  @AfterEach
  void stop() {
    temporal.close();
  }

  @Test
  void aLookupThatTakesLongSaysThatItIsUnderWay() {
    provider.meanwhile(() -> pause(HEARTBEAT_TIMEOUT));
    lookUp();
    assertThat(beats).hasPositiveValue();

    var before = beats.get();
    pause(HEARTBEAT_TIMEOUT);
    assertThat(beats).as("none when it has ended").hasValue(before);
  }

  @Test
  void aLookupThatIsShortCostsNoCall() {
    lookUp();
    pause(HEARTBEAT_TIMEOUT);
    assertThat(beats).hasValue(0);
  }

  private void lookUp() {
    temporal.registerActivitiesImplementations(
        new WaterfallLookupActivities(
            Waterfall.of(provider), fixture.database, new SimpleMeterRegistry()));
    temporal.setActivityHeartbeatListener(Void.class, details -> beats.incrementAndGet());
    temporal
        .newActivityStub(
            LookupActivities.class,
            ActivityOptions.newBuilder()
                .setStartToCloseTimeout(Duration.ofMinutes(1))
                .setHeartbeatTimeout(HEARTBEAT_TIMEOUT)
                .build())
        .lookUpContact(
            new LookupInput(
                fixture.contact(0),
                ProviderStep.of(provider.name(), provider.terms().timeout()),
                true,
                false,
                false));
  }

  private static void pause(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
