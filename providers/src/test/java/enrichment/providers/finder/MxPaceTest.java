package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.providers.finder.NoAnswerException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Time passes only when somebody sleeps. */
@Timeout(10)
class MxPaceTest {

  private final List<Duration> slept = new ArrayList<>();
  private Instant now = Instant.EPOCH;
  private final MxPace pace = new MxPace(Duration.ofSeconds(1), () -> now, this::sleep);

  @Test
  void letsOneSessionASecondStart() throws Exception {
    for (int i = 0; i < 3; i++) {
      pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5))).run();
    }
    assertThat(slept).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
  }

  @Test
  void waitsForNothingMoreWhenTheTimeHasPassed() throws Exception {
    pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5))).run();
    now = now.plusMillis(700);
    pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5))).run();
    now = now.plusSeconds(2);
    pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5))).run();
    assertThat(slept).containsExactly(Duration.ofMillis(300));
  }

  @Test
  void keepsHostsApart() throws Exception {
    var leave = pace.enter("a.test", Deadline.in(Duration.ofSeconds(5)));
    pace.enter("b.test", Deadline.in(Duration.ofSeconds(5))).run();
    leave.run();
    assertThat(slept).isEmpty();
  }

  @Test
  void letsNobodyInWhileSomebodyIsThere() throws Exception {
    var leave = pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5)));
    assertThatThrownBy(() -> pace.enter("mx.test", Deadline.in(Duration.ofMillis(50))))
        .isInstanceOfSatisfying(
            NoAnswerException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BUSY));
    leave.run();
    pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5))).run();
  }

  @Test
  void doesNotSleepPastTheDeadline() throws Exception {
    pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5))).run();
    assertThatThrownBy(() -> pace.enter("mx.test", Deadline.in(Duration.ofMillis(500))))
        .isInstanceOf(NoAnswerException.class);
    assertThat(slept).isEmpty();
    // Whoever was turned away holds nobody up.
    pace.enter("mx.test", Deadline.in(Duration.ofSeconds(5))).run();
  }

  @Test
  void forgetsHostsThatNobodyAsks() throws Exception {
    for (int i = 0; i < 5000; i++) {
      pace.enter("mx" + i + ".test", Deadline.in(Duration.ofSeconds(5))).run();
      now = now.plusSeconds(2);
    }
    assertThat(pace.known()).isLessThan(1100);
  }

  private void sleep(Duration time) {
    slept.add(time);
    now = now.plus(time);
  }
}
