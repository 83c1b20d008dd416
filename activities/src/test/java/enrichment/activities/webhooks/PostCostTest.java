package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import enrichment.domain.AddressPolicy;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a POST costs, signature and address check included, beside one of the bare HTTP client: the
 * CPU time of this whole process, since deadlines, lookups and collected garbage are on other
 * threads. The receiver is another process.
 */
@Tag("benchmark")
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class PostCostTest {

  private static final int ROUNDS_TO_WARM_UP = 6;
  private static final int ROUNDS = 9;
  private static final int THREADS = 8;
  private static final int POSTS_A_THREAD = 500;
  private static final double MOST = 1.5;

  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  /** Posts, and answers with the status. */
  private interface Sender {
    int post(String url) throws IOException;
  }

  @ParameterizedTest
  @CsvSource({
    "on a connection that is used again, http://127.0.0.1, /at-once",
    "on a new connection to an address,  http://127.0.0.1, /and-close",
    "on a new connection to a host name, http://localhost, /and-close"
  })
  void costsLittleMoreThanABarePost(String how, String host, String path) throws Exception {
    try (var receiver = JavaProcess.start(List.of(), BenchmarkReceiver.class, "0");
        var bare = new BareClient(THREADS);
        var client =
            new WebhookClient(
                AddressPolicy.allowing(List.of("127.0.0.0/8", "::1/128")),
                THREADS,
                WebhookClient.DEADLINE)) {
      var url = host + ":" + receiver.await("port") + path;
      var costs = new ArrayList<Long>();
      var bareCosts = new ArrayList<Long>();
      for (var round = -ROUNDS_TO_WARM_UP; round < ROUNDS; round++) {
        var bareCost = cost(bareUrl -> bare.post(bareUrl, BenchmarkMessage.BODY), url);
        var cost =
            cost(
                signedUrl ->
                    client
                        .post(signedUrl, BenchmarkMessage.BODY, BenchmarkMessage.headers())
                        .status(),
                url);
        if (round >= 0) {
          bareCosts.add(bareCost);
          costs.add(cost);
        }
      }
      var ratio = (double) median(costs) / median(bareCosts);
      System.out.printf(
          "CPU per POST %s: %,d µs, bare %,d µs, ratio %.2f%n",
          how, median(costs) / 1_000, median(bareCosts) / 1_000, ratio);
      assertThat(ratio).isLessThanOrEqualTo(MOST);
    }
  }

  /** In nanoseconds a POST. */
  private static long cost(Sender sender, String url) throws Exception {
    Callable<Void> posts =
        () -> {
          for (var i = 0; i < POSTS_A_THREAD; i++) {
            assertThat(sender.post(url)).isEqualTo(200);
          }
          return null;
        };
    var before = PROCESS.getProcessCpuTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var thread : threads.invokeAll(Collections.nCopies(THREADS, posts))) {
        thread.get();
      }
    }
    return (PROCESS.getProcessCpuTime() - before) / (THREADS * POSTS_A_THREAD);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
