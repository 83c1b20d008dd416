package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.TreeMap;
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

  /** However many there are: what comes back at one moment is a small part of them. */
  @Test
  void spreadsThoseWhoWaitOverTheWholeTime() {
    fill();
    pass(Duration.ofSeconds(15));
    var turns = new ArrayList<Duration>();
    var probes = new ArrayList<Duration>();
    for (var i = 0; i < 10_000; i++) {
      turns.add(gate.nextTurn("a"));
      probes.add(gate.nextProbe("b", Duration.ofSeconds(30)));
    }
    assertThat(mostWithinASecond(turns)).isLessThan(3 * 10_000 / 300);
    assertThat(mostWithinASecond(probes)).isLessThan(3 * 10_000 / 300);
  }

  /** A receiver that takes 50 POSTs of 100 ms at a time gets 10,000 as fast as it takes them. */
  @Test
  void hasTenThousandMessagesTakenAsFastAsTheHostTakesThem() {
    var busy = new ReceiverGate(50, nanoTime::get);
    // Each by when it comes; a POST under way by when it ends.
    var arrivals = new PriorityQueue<Long>(Collections.nCopies(10_000, 0L));
    var ends = new PriorityQueue<Long>();
    var underWay = new ArrayDeque<ReceiverGate.Passage>();
    var took = Duration.ofMillis(100).toNanos();
    var looks = new TreeMap<Long, Integer>();
    while (!arrivals.isEmpty()) {
      var now = arrivals.remove();
      while (!ends.isEmpty() && ends.peek() <= now) {
        nanoTime.set(ends.remove());
        underWay.remove().close();
      }
      nanoTime.set(now);
      looks.merge(now / 1_000_000_000L, 1, Integer::sum);
      var passage = busy.enter("a");
      if (passage.isPresent()) {
        underWay.add(passage.get());
        ends.add(now + took);
      } else {
        arrivals.add(now + busy.nextTurn("a").toNanos());
      }
    }
    assertThat(Duration.ofNanos(nanoTime.get()))
        .as("20 s at best")
        .isLessThan(Duration.ofSeconds(60));
    looks.remove(0L);
    assertThat(looks.values()).as("looks in a second").allMatch(count -> count < 5_000);
  }

  private static int mostWithinASecond(List<Duration> delays) {
    var counts = new HashMap<Long, Integer>();
    delays.forEach(delay -> counts.merge(delay.toSeconds(), 1, Integer::sum));
    return Collections.max(counts.values());
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
