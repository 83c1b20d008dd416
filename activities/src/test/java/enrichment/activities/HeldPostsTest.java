package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/**
 * What 9,000 receivers cost in memory that take their time, beside the same POSTs of the bare HTTP
 * client. Every kind has a process of its own, so that none has anything of another's.
 */
@Tag("benchmark")
@Timeout(value = 180, threadMode = ThreadMode.SEPARATE_THREAD)
class HeldPostsTest {

  private static final int POSTS = 9_000;
  private static final int SECONDS = 5;
  private static final double MOST = 1.5;

  @Test
  void takeLittleMoreMemoryThanBarePosts() throws Exception {
    var bare = heapOfOne("bare");
    var posted = heapOfOne("post");
    var delivered = heapOfOne("delivery");
    System.out.printf(
        "Memory per held POST: signed and checked %.2f, delivered %.2f times the bare one%n",
        posted / bare, delivered / bare);
    assertThat(posted / bare).isLessThanOrEqualTo(MOST);
    assertThat(delivered / bare).isLessThanOrEqualTo(MOST);
  }

  private static double heapOfOne(String kind) throws IOException, InterruptedException {
    try (var receiver = JavaProcess.start(BenchmarkReceiver.class, Integer.toString(POSTS));
        var sender =
            JavaProcess.start(
                HeldPosts.class, kind, receiver.await("port"), Integer.toString(POSTS))) {
      receiver.await("holding");
      TimeUnit.SECONDS.sleep(SECONDS);
      sender.say("measure");
      var heap = Integer.parseInt(sender.await("heap"));
      var process = Integer.parseInt(sender.await("process"));
      receiver.say("answer");
      assertThat(sender.await("delivered")).isEqualTo(Integer.toString(POSTS));
      System.out.printf(
          "Memory per held POST, %s: %,d bytes of heap, %,d of the process%n", kind, heap, process);
      return heap;
    }
  }
}
