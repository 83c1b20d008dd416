package enrichment.activities;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Lets at most so many POSTs at a time through to one host. Nobody waits here: whoever is not let
 * in is told when to come again, each a little later than the one before, as fast as the host
 * answers. So a long queue neither holds threads nor comes back all at once.
 */
final class ReceiverGate {

  private static final Duration LEAST_GAP = Duration.ofMillis(1);

  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** What is assumed of a host that has not answered yet. */
  private static final Duration USUAL = Duration.ofMillis(100);

  /** The weight of the latest answer in the average. */
  private static final double WEIGHT = 0.2;

  private final int limit;
  private final LongSupplier nanoTime;
  private final Map<String, Host> hosts = new HashMap<>();

  /**
   * @param limit how many POSTs to one host may be under way at a time
   */
  ReceiverGate(int limit) {
    this(limit, System::nanoTime);
  }

  ReceiverGate(int limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** Held while a POST is under way. */
  interface Passage extends AutoCloseable {
    @Override
    void close();
  }

  /** A passage, if there is one right now. */
  synchronized Optional<Passage> enter(String hostName) {
    var now = nanoTime.getAsLong();
    var host = hosts.computeIfAbsent(hostName, name -> new Host(now));
    if (host.underWay == limit) {
      return Optional.empty();
    }
    host.underWay++;
    host.sumOfEntries += now - host.created;
    return Optional.of(() -> leave(hostName, host, now));
  }

  private synchronized void leave(String hostName, Host host, long entered) {
    var now = nanoTime.getAsLong();
    host.underWay--;
    host.sumOfEntries -= entered - host.created;
    host.averageNanos += WEIGHT * (now - entered - host.averageNanos);
    if (host.underWay == 0 && host.nextTurn <= now) {
      hosts.remove(hostName);
    }
  }

  /** How long to wait before coming again, for somebody who was not let in. */
  synchronized Duration nextTurn(String hostName) {
    var now = nanoTime.getAsLong();
    var host = hosts.computeIfAbsent(hostName, name -> new Host(now));
    var gap = Math.max(LEAST_GAP.toNanos(), host.expectedNanos(now) / limit);
    host.nextTurn = Math.min(Math.max(host.nextTurn, now) + gap, now + LONGEST_WAIT.toNanos());
    return Duration.ofNanos(host.nextTurn - now);
  }

  private static final class Host {
    private final long created;
    private int underWay;
    private long sumOfEntries;
    private double averageNanos = USUAL.toNanos();
    private long nextTurn;

    private Host(long now) {
      created = now;
      nextTurn = now;
    }

    /** One that has stopped answering shows in those that are under way. */
    private long expectedNanos(long now) {
      var meanAge = underWay == 0 ? 0 : now - created - sumOfEntries / underWay;
      return Math.max((long) averageNanos, meanAge);
    }
  }
}
