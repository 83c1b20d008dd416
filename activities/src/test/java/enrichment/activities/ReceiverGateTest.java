package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReceiverGateTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private final ReceiverGate gate = new ReceiverGate(2, nanoTime::get);

  @Test
  void letsAsManyThroughAsMayBe() {
    var first = gate.enter("a").orElseThrow();
    assertThat(gate.enter("a")).isPresent();
    assertThat(gate.enter("a")).isEmpty();
    assertThat(gate.enter("b")).isPresent();

    first.close();
    assertThat(gate.enter("a")).isPresent();
    assertThat(gate.enter("a")).isEmpty();
  }

  @Test
  void givesEverybodyWhoWaitsATurnOfTheirOwn() {
    fill();
    var turns = new ArrayList<Duration>();
    for (var i = 0; i < 100; i++) {
      turns.add(gate.nextTurn("a"));
    }
    assertThat(turns).isSorted().doesNotHaveDuplicates();
    assertThat(turns.getLast()).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void spacesTheTurnsAsTheHostAnswers() {
    fill();
    assertThat(gate.nextTurn("a")).isEqualTo(Duration.ofMillis(50));
    pass(Duration.ofSeconds(8));
    assertThat(gate.nextTurn("a")).as("two at a time, eight seconds each").hasSeconds(4);
  }

  @Test
  void sendsNobodyAwayForMoreThanFiveMinutes() {
    fill();
    pass(Duration.ofSeconds(15));
    for (var i = 0; i < 1_000; i++) {
      assertThat(gate.nextTurn("a")).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }
  }

  private void fill() {
    gate.enter("a").orElseThrow();
    gate.enter("a").orElseThrow();
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}
