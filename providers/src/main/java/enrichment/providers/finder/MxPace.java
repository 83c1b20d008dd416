package enrichment.providers.finder;

import enrichment.providers.finder.NoAnswerException.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps this process from being a burden to mail exchangers: one session at a time with each, and
 * some time from the start of one to the start of the next.
 */
final class MxPace {

  private final Duration interval;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Map<String, Host> hosts = new ConcurrentHashMap<>();

  MxPace(Duration interval, InstantSource clock, Sleeper sleeper) {
    this.interval = interval;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /**
   * Waits for this caller's turn.
   *
   * @return ends the turn
   * @throws NoAnswerException when it does not come before the deadline
   */
  Runnable enter(String name, Deadline deadline) throws NoAnswerException, InterruptedException {
    var host = hosts.compute(name, (key, known) -> (known == null ? new Host() : known).joined());
    boolean entered = false;
    try {
      entered = host.turn.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      if (!entered || !host.waitForStart(deadline)) {
        throw new NoAnswerException(Reason.BUSY);
      }
      return () -> leave(name, host, true);
    } catch (NoAnswerException | InterruptedException | RuntimeException e) {
      leave(name, host, entered);
      throw e;
    }
  }

  /** How many hosts are remembered. */
  int known() {
    return hosts.size();
  }

  private void leave(String name, Host host, boolean entered) {
    if (entered) {
      host.turn.release();
    }
    hosts.computeIfPresent(name, (key, known) -> known.left());
    forgetIdle();
  }

  /** So that memory does not grow with the domains that were ever asked. */
  private void forgetIdle() {
    if (hosts.size() > 1000) {
      hosts
          .keySet()
          .forEach(name -> hosts.computeIfPresent(name, (key, host) -> host.unlessIdle()));
    }
  }

  /** Its count of visitors is guarded by the map, its next start by the turn. */
  private final class Host {
    private final Semaphore turn = new Semaphore(1, true);
    private int visitors;
    private volatile Instant nextStart = Instant.MIN;

    Host joined() {
      visitors++;
      return this;
    }

    Host left() {
      visitors--;
      return this;
    }

    @Nullable Host unlessIdle() {
      return visitors == 0 && !nextStart.isAfter(clock.instant()) ? null : this;
    }

    boolean waitForStart(Deadline deadline) throws InterruptedException {
      var wait = waitFrom(clock.instant());
      if (wait.compareTo(deadline.remaining()) >= 0) {
        return false;
      }
      if (wait.isPositive()) {
        sleeper.sleep(wait);
      }
      nextStart = clock.instant().plus(interval);
      return true;
    }

    private Duration waitFrom(Instant now) {
      return nextStart.isAfter(now) ? Duration.between(now, nextStart) : Duration.ZERO;
    }
  }
}
