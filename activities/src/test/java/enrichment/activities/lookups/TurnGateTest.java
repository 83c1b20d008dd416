package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TurnGateTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicLong nanoTime = new AtomicLong();
  private final TurnGate gate = new TurnGate(SECOND, nanoTime::get);

  @Test
  void tasksThatTakeNoTurnFollowOneAnotherClosely() {
    assertThat(gate.enter()).isZero();
    var wait = gate.enter();
    assertThat(wait).isBetween(Duration.ofMillis(1), Duration.ofMillis(20));
    pass(wait);
    assertThat(gate.enter()).isZero();
  }

  @Test
  void opensShortlyBeforeTheNextTurn() {
    gate.takenFor(SECOND);
    var wait = gate.enter();
    assertThat(wait).isBetween(Duration.ofMillis(100), Duration.ofMillis(500));
    pass(wait);
    assertThat(gate.enter()).isZero();
  }

  @Test
  void isNotOpenedSoonerByWhatIsOlder() {
    gate.takenFor(Duration.ofSeconds(3));
    var wait = gate.enter();
    gate.takenFor(SECOND);
    assertThat(gate.enter()).isEqualTo(wait);
  }

  /** So that others see that the queue is polled. */
  @Test
  void opensNowAndThenHoweverFarTheNextTurnIs() {
    gate.takenFor(Duration.ofHours(1));
    assertThat(gate.enter()).isLessThanOrEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void isAsFastAsAFastProvider() {
    var fast = new TurnGate(Duration.ofMillis(4), nanoTime::get);
    assertThat(fast.enter()).isZero();
    assertThat(fast.enter()).isLessThanOrEqualTo(Duration.ofMillis(1));
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}
