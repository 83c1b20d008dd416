package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the stack with a Temporal inside gets done in each minute of a long run, and what a contact
 * costs then. The processor's time is the measure that holds on a busy machine.
 */
@Tag("benchmark")
@Timeout(14_400)
class LongRunTest {

  private static final int BATCHES = Integer.getInteger("batches", 1_000);

  /** A number that is never reached shows the server that is not renewed. */
  private static final long TASKS = Long.getLong("tasks", RenewedTemporal.TASKS);

  private static final Duration MINUTE = Duration.ofSeconds(Integer.getInteger("minute", 60));

  @TempDir Path folder;

  /** What was done and used until then. */
  private record Mark(int contacts, long cpuNanos, long at, long heap) {}

  @Test
  void theLastMinuteIsAsTheSecond() throws Exception {
    try (var world = CountingWorld.start(false);
        var load =
            SteadyBatches.start(
                folder, world, TASKS, RenewedTemporal.DRAIN, BATCHES * SteadyBatches.CONTACTS);
        var one = Executors.newSingleThreadExecutor()) {
      var marks = new ArrayList<>(List.of(mark(world)));
      var running =
          one.submit(
              () -> {
                load.run(BATCHES);
                return null;
              });
      while (!running.isDone()) {
        Thread.sleep(MINUTE);
        marks.add(mark(world));
        print(marks, marks.size() - 1);
      }
      running.get();
      System.out.println(load.renewals() + " renewals");

      assertThat(load.found()).isEqualTo(BATCHES * SteadyBatches.CONTACTS);
      assertThat(world.questions().values()).containsOnly(1);
      assertThat(world.posts()).hasSize(BATCHES * SteadyBatches.CONTACTS);
      // The very last one is not a whole minute of work.
      var last = marks.size() - 2;
      assertThat(cpu(marks, last)).isLessThan(cpu(marks, 2) / 0.8);
    }
  }

  private static Mark mark(CountingWorld world) {
    System.gc();
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new Mark(world.posts().size(), system.getProcessCpuTime(), System.nanoTime(), heap);
  }

  private static double cpu(List<Mark> marks, int minute) {
    var before = marks.get(minute - 1);
    var after = marks.get(minute);
    return (after.cpuNanos() - before.cpuNanos()) / 1e6 / (after.contacts() - before.contacts());
  }

  private static void print(List<Mark> marks, int minute) {
    var before = marks.get(minute - 1);
    var after = marks.get(minute);
    System.out.printf(
        "%d: %d contacts, %.1f/s, %.1f ms of CPU a contact, heap %d MB%n",
        minute,
        after.contacts(),
        (after.contacts() - before.contacts()) / ((after.at() - before.at()) / 1e9),
        cpu(marks, minute),
        after.heap() / 1_000_000);
  }
}
