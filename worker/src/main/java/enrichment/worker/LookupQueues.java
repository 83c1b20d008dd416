package enrichment.worker;

import enrichment.activities.Waterfall;
import enrichment.activities.WaterfallLookupActivities;
import enrichment.providers.Provider;
import enrichment.workflows.TaskQueues;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.util.HashSet;
import java.util.Set;

/**
 * The task queues of providers whose calls are limited in rate or number. It is the pace in the
 * database that calls keep to; the rate of a queue only keeps most of those away whose turn has not
 * come, and not every server knows it.
 */
final class LookupQueues {

  /** A provider is rarely called more than some hundred times a second. */
  private static final int POLLERS = 2;

  private static final int SLOTS = 200;

  /**
   * How much faster than the provider its queue is. Temporal shares a rate out evenly among the
   * partitions of a queue, though tasks do not come so, and counts a task twice that finds nobody
   * polling when it comes. With the provider's own rate, turns would be left unused.
   */
  private static final int HEADROOM = 2;

  private final WorkerFactory factory;
  private final WaterfallLookupActivities lookups;
  private final Set<String> polled = new HashSet<>();

  LookupQueues(WorkerFactory factory, WaterfallLookupActivities lookups) {
    this.factory = factory;
    this.lookups = lookups;
  }

  void poll(Provider provider) {
    if (!Waterfall.hasOwnQueue(provider)) {
      return;
    }
    var terms = provider.terms();
    var options = options(terms.concurrency() == null ? SLOTS : terms.concurrency());
    if (terms.rate() != null) {
      options.setMaxTaskQueueActivitiesPerSecond(HEADROOM * terms.rate().perSecond());
    }
    poll(TaskQueues.lookups(terms.name()), options);
  }

  /** Contacts whose plan has a provider that is configured no more are told so. */
  void pollLeftover(String taskQueue) {
    if (!polled.contains(taskQueue)) {
      poll(taskQueue, options(SLOTS));
    }
  }

  private void poll(String taskQueue, WorkerOptions.Builder options) {
    polled.add(taskQueue);
    factory.newWorker(taskQueue, options.build()).registerActivitiesImplementations(lookups);
  }

  private static WorkerOptions.Builder options(int slots) {
    return WorkerTuning.worker()
        .setMaxConcurrentActivityExecutionSize(slots)
        .setMaxConcurrentActivityTaskPollers(POLLERS);
  }
}
