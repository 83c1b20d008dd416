package enrichment.activities;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class BoundedLookupsTest {

  private static final Duration LONG = Duration.ofMinutes(1);

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
    var lookups = new BoundedLookups(slow, Duration.ofMillis(200), LONG);
    assertThatThrownBy(() -> lookups.resolve("slow.example"))
        .isExactlyInstanceOf(UnknownHostException.class)
        .hasMessageNotContaining("slow");
    over.countDown();
  }

  @Test
  void usesTheThreadsOfItsLookupsAgain() throws UnknownHostException {
    var lookups = new BoundedLookups(this::answer, LONG, Duration.ZERO);
    for (var i = 0; i < 100; i++) {
      lookups.resolve("name.example");
    }
    // A thread is free again a moment after its answer is there.
    assertThat(threads).hasSizeLessThan(50);
  }

  @Test
  void remembersAnAnswerForAWhileAndForItsOwnNameOnly() throws Exception {
    var lookups = new BoundedLookups(this::answer, LONG, Duration.ofMillis(300));
    for (var i = 0; i < 10; i++) {
      assertThat(lookups.resolve("1.example")).containsExactly(InetAddress.getByName("10.0.0.1"));
    }
    assertThat(asked).hasValue(1);
    assertThat(lookups.resolve("2.example")).containsExactly(InetAddress.getByName("10.0.0.2"));

    Thread.sleep(400);
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
    var lookups = new BoundedLookups(recovering, LONG, LONG);
    assertThatThrownBy(() -> lookups.resolve("a.example")).isInstanceOf(UnknownHostException.class);
    assertThat(lookups.resolve("a.example")).hasSize(1);
  }

  /** Another one each time. */
  private InetAddress[] answer(String host) throws UnknownHostException {
    threads.add(Thread.currentThread());
    return InetAddress.getAllByName("10.0.0." + asked.incrementAndGet());
  }
}
