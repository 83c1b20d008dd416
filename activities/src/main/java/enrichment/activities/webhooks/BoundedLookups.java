package enrichment.activities.webhooks;

import enrichment.domain.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Asks a resolver that knows no deadline, on a thread of its own, and no longer than so long. An
 * answer is remembered for a second, since messages for a receiver come in bursts; the JVM itself
 * does so for longer.
 */
final class BoundedLookups implements HostResolver {

  /** Leaves most of an attempt's 15 s to the receiver. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private static final Duration MEMORY = Duration.ofSeconds(1);

  private static final int MOST_REMEMBERED = 10_000;

  /** Threads wait for the next lookup; one whose lookup outlasts the timeout cannot be stopped. */
  private static final ExecutorService LOOKUPS =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("webhook-dns").factory());

  private final HostResolver resolver;
  private final Duration timeout;
  private final LongSupplier nanoTime;
  private final Map<String, Answer> remembered = new ConcurrentHashMap<>();

  BoundedLookups(HostResolver resolver) {
    this(resolver, TIMEOUT, System::nanoTime);
  }

  BoundedLookups(HostResolver resolver, Duration timeout, LongSupplier nanoTime) {
    this.resolver = resolver;
    this.timeout = timeout;
    this.nanoTime = nanoTime;
  }

  private record Answer(InetAddress[] addresses, long nanoTime) {}

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    var answer = remembered.get(host);
    if (answer == null || nanoTime.getAsLong() - answer.nanoTime() > MEMORY.toNanos()) {
      if (remembered.size() >= MOST_REMEMBERED) {
        remembered.clear();
      }
      answer = new Answer(resolveInTime(host), nanoTime.getAsLong());
      remembered.put(host, answer);
    }
    return answer.addresses().clone();
  }

  private InetAddress[] resolveInTime(String host) throws UnknownHostException {
    var lookup = LOOKUPS.submit(() -> resolver.resolve(host));
    try {
      return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnknownHostException("The host is not resolved");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException("The host is not resolved");
    }
  }
}
