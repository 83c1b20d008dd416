package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.HostResolver;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BoundedLookupsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final AtomicLong nanoTime = new AtomicLong();
  private final AtomicInteger asked = new AtomicInteger();
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  @Test
  void waitsForALookupOnlySoLong() {
    var over = new CountDownLatch(1);
    HostResolver slow =
        host -> {
          try {
            over.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return answer(host);
        };
    var lookups = new BoundedLookups(slow, Duration.ofMillis(200), nanoTime::get);
    assertThatThrownBy(() -> lookups.resolve("slow.example"))
        .isExactlyInstanceOf(UnknownHostException.class)
        .hasMessageNotContaining("slow");
    over.countDown();
  }

  @Test
  void usesTheThreadsOfItsLookupsAgain() throws UnknownHostException {
    var lookups = new BoundedLookups(this::answer, LONG, nanoTime::get);
    for (var i = 0; i < 100; i++) {
      lookups.resolve("name.example");
      pass(Duration.ofMinutes(1));
    }
    assertThat(asked).hasValue(100);
    // A thread is free again a moment after its answer is there.
    assertThat(threads).hasSizeLessThan(50);
  }

  @Test
  void remembersAnAnswerForAWhileAndForItsOwnNameOnly() throws Exception {
    var lookups = new BoundedLookups(this::answer, LONG, nanoTime::get);
    for (var i = 0; i < 10; i++) {
      assertThat(lookups.resolve("1.example")).containsExactly(InetAddress.getByName("10.0.0.1"));
    }
    assertThat(asked).hasValue(1);
    assertThat(lookups.resolve("2.example")).containsExactly(InetAddress.getByName("10.0.0.2"));

    pass(Duration.ofMillis(1_001));
    assertThat(lookups.resolve("1.example")).containsExactly(InetAddress.getByName("10.0.0.3"));
  }

  @Test
  void remembersNoFailure() throws UnknownHostException {
    HostResolver recovering =
        host -> {
          if (asked.get() == 0) {
            answer(host);
            throw new UnknownHostException(host);
          }
          return answer(host);
        };
    var lookups = new BoundedLookups(recovering, LONG, nanoTime::get);
    assertThatThrownBy(() -> lookups.resolve("a.example")).isInstanceOf(UnknownHostException.class);
    assertThat(lookups.resolve("a.example")).hasSize(1);
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  /** Another one each time. */
  private InetAddress[] answer(String host) throws UnknownHostException {
    threads.add(Thread.currentThread());
    return InetAddress.getAllByName("10.0.0." + asked.incrementAndGet());
  }
}
