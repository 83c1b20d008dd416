package enrichment.activities;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets at most so many POSTs at a time through to one host. Nobody waits here: whoever is not let
 * in is told when to come again, each a little later than the one before, as fast as the host has
 * been taking them. A queue that is longer than the longest wait begins from the front once more,
 * in between the others. So it neither holds threads nor comes back all at once, however long it
 * is.
 */
public final class ReceiverGate {

  private static final Duration LEAST_GAP = Duration.ofMillis(1);

  /** Between those who wait for a host that does not answer: 2,000 cost ten looks a second. */
  private static final Duration PROBE_GAP = Duration.ofMillis(100);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** What a POST is assumed to take before one has ended. */
  private static final Duration USUAL = Duration.ofMillis(100);

  /** The weight of the latest observation in an average. */
  private static final double WEIGHT = 0.2;

  /** Turns come a little faster than they are taken; otherwise they could never become faster. */
  private static final double HASTE = 0.7;

  private final int limit;
  private final LongSupplier nanoTime;
  private final Map<String, Host> hosts = new HashMap<>();

  /**
   * @param limit how many POSTs to one host may be under way at a time
   */
  public ReceiverGate(int limit) {
    this(limit, System::nanoTime);
  }

  ReceiverGate(int limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** Held while a POST is under way. */
  public interface Passage extends AutoCloseable {
    @Override
    void close();
  }

  /** A passage, if there is one right now. */
  public synchronized Optional<Passage> enter(String hostName) {
    var entered = nanoTime.getAsLong();
    var host = host(hostName, entered);
    if (host.underWay == limit) {
      return Optional.empty();
    }
    host.enter(entered);
    return Optional.of(() -> leave(hostName, host, entered));
  }

  private synchronized void leave(String hostName, Host host, long entered) {
    var now = nanoTime.getAsLong();
    host.leave(entered, now);
    if (host.underWay == 0 && host.lastTurn <= now && host.lastProbe <= now) {
      hosts.remove(hostName);
    }
  }

  /** How long to wait before coming again, for somebody who was not let in. */
  public synchronized Duration nextTurn(String hostName) {
    var now = nanoTime.getAsLong();
    var host = host(hostName, now);
    var gap = Math.max(LEAST_GAP.toNanos(), (long) (HASTE * host.expectedInterval(now)));
    host.nextTurn = within(Math.max(host.nextTurn, now) + gap, now);
    host.lastTurn = Math.max(host.lastTurn, host.nextTurn);
    return Duration.ofNanos(host.nextTurn - now);
  }

  /**
   * How long to wait before coming again, for somebody whom the host does not answer.
   *
   * @param atLeast how long there is no point in it
   */
  public synchronized Duration nextProbe(String hostName, Duration atLeast) {
    var now = nanoTime.getAsLong();
    var host = host(hostName, now);
    var earliest = now + atLeast.toNanos();
    var turn = Math.max(host.nextProbe, earliest) + PROBE_GAP.toNanos();
    host.nextProbe = within(turn, earliest);
    host.lastProbe = Math.max(host.lastProbe, host.nextProbe);
    return Duration.ofNanos(host.nextProbe - now);
  }

  /** A turn beyond the longest wait is one as far behind the earliest. */
  private static long within(long turn, long earliest) {
    var wait = turn - earliest;
    return wait <= LONGEST_WAIT.toNanos() ? turn : earliest + wait % LONGEST_WAIT.toNanos();
  }

  private Host host(String hostName, long now) {
    return hosts.computeIfAbsent(hostName, name -> new Host(now));
  }

  private final class Host {
    private final long created;
    private int underWay;
    private long sumOfEntries;
    private long lastLeft;
    private long nextTurn;
    private long nextProbe;

    /** When the last of those who wait comes. */
    private long lastTurn;

    private long lastProbe;

    /** Between two POSTs that end. */
    private double interval = (double) USUAL.toNanos() / limit;

    private Host(long now) {
      created = now;
      lastLeft = now;
      nextTurn = now;
      nextProbe = now;
      lastTurn = now;
      lastProbe = now;
    }

    private void enter(long now) {
      underWay++;
      sumOfEntries += now - created;
    }

    private void leave(long entered, long now) {
      underWay--;
      sumOfEntries -= entered - created;
      // While nobody waits, the host is as slow as there is little to take.
      if (lastTurn > lastLeft) {
        interval += WEIGHT * (now - lastLeft - interval);
      }
      lastLeft = now;
    }

    /** One that has stopped answering shows in how long those under way have been. */
    private double expectedInterval(long now) {
      var meanAge = underWay == 0 ? 0 : now - created - (double) sumOfEntries / underWay;
      return Math.max(interval, meanAge / limit);
    }
  }
}
