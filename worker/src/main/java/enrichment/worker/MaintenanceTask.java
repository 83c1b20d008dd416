package enrichment.worker;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Something that is done now and then, by a workflow. */
final class MaintenanceTask {

  private final String id;
  private final Class<?> workflow;
  private final Object input;
  private final Duration interval;
  private final Runnable start;

  private boolean updated;
  private boolean due;
  private @Nullable Long startedAt;

  /**
   * @param id of its schedule
   * @param workflow its interface
   * @param start has it done now
   */
  MaintenanceTask(String id, Class<?> workflow, Object input, Duration interval, Runnable start) {
    this.id = id;
    this.workflow = workflow;
    this.input = input;
    this.interval = interval;
    this.start = start;
  }

  String id() {
    return id;
  }

  Class<?> workflow() {
    return workflow;
  }

  Object input() {
    return input;
  }

  Duration interval() {
    return interval;
  }

  /** Whether its schedule is as this version has it. */
  boolean isUpdated() {
    return updated;
  }

  void setUpdated() {
    updated = true;
  }

  void setDue() {
    due = true;
  }

  /** Nobody else has it done: it is due at once, and then at its interval. */
  void setDueByItself() {
    due |= startedAt == null || System.nanoTime() - startedAt >= interval.toNanos();
  }

  void startIfDue() {
    if (due) {
      start.run();
      startedAt = System.nanoTime();
      due = false;
    }
  }
}
