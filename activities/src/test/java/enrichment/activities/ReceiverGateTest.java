package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReceiverGateTest {

  private final AtomicLong nanoTime = new AtomicLong();
  private final Queue<ReceiverGate.Passage> passages = new ArrayDeque<>();
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
  }

  @Test
  void spacesTheTurnsWiderWhenTheHostStopsAnswering() {
    fill();
    assertThat(gate.nextTurn("a")).isEqualTo(Duration.ofMillis(35));
    pass(Duration.ofSeconds(10));
    assertThat(gate.nextTurn("a")).as("two at a time, ten seconds so far").hasMillis(3_500);
  }

  @Test
  void spacesTheTurnsAsTheHostTakesThem() {
    fill();
    gate.nextTurn("a");
    for (var i = 0; i < 50; i++) {
      pass(Duration.ofMillis(1_000));
      passages.remove().close();
      enter();
      gate.nextTurn("a");
    }
    var turn = gate.nextTurn("a");
    assertThat(gate.nextTurn("a").minus(turn))
        .isBetween(Duration.ofMillis(650), Duration.ofMillis(700));
  }

  @Test
  void sendsNobodyAwayForMoreThanFiveMinutes() {
    fill();
    pass(Duration.ofSeconds(15));
    for (var i = 0; i < 1_000; i++) {
      assertThat(gate.nextTurn("a")).isLessThanOrEqualTo(Duration.ofMinutes(5));
    }
  }

  @Test
  void hasThoseWhoWaitForAnAnswerComeBackOneByOne() {
    var atLeast = Duration.ofSeconds(30);
    assertThat(gate.nextProbe("a", atLeast)).hasMillis(30_100);
    assertThat(gate.nextProbe("a", atLeast)).hasMillis(30_200);
    assertThat(gate.nextProbe("b", atLeast)).hasMillis(30_100);
    for (var i = 0; i < 10_000; i++) {
      assertThat(gate.nextProbe("a", atLeast)).isLessThanOrEqualTo(atLeast.plusMinutes(5));
    }
  }

  private void fill() {
    enter();
    enter();
  }

  private void enter() {
    passages.add(gate.enter("a").orElseThrow());
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }
}
