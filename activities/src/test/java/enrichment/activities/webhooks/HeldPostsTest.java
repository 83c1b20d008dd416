package enrichment.activities.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
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

  /** From the start, so that a process that grows does so outside of it. */
  private static final List<String> ALL_OF_ITS_HEAP =
      List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

  @Test
  void takeLittleMoreMemoryThanBarePosts() throws IOException, InterruptedException {
    var bare = bytesOfOne("bare");
    var posted = bytesOfOne("post");
    var delivered = bytesOfOne("delivery");
    System.out.printf(
        "Memory per held POST: signed and checked %.2f, delivered %.2f times a bare one%n",
        posted / bare, delivered / bare);
    assertThat(posted / bare).isLessThanOrEqualTo(MOST);
    assertThat(delivered / bare).isLessThanOrEqualTo(MOST);
  }

  private static double bytesOfOne(String kind) throws IOException, InterruptedException {
    var posts = Integer.toString(POSTS);
    try (var receiver = JavaProcess.start(List.of(), BenchmarkReceiver.class, posts);
        var sender =
            JavaProcess.start(
                ALL_OF_ITS_HEAP, HeldPosts.class, kind, receiver.await("port"), posts)) {
      receiver.await("holding");
      TimeUnit.SECONDS.sleep(SECONDS);
      sender.say("measure");
      var onHeap = Integer.parseInt(sender.await("on-heap"));
      var offHeap = Integer.parseInt(sender.await("off-heap"));
      receiver.say("answer");
      assertThat(sender.await("delivered")).isEqualTo(posts);
      System.out.printf(
          "Memory per held POST, %s: %,d bytes, %,d of them on the heap%n",
          kind, onHeap + offHeap, onHeap);
      return onHeap + offHeap;
    }
  }
}
