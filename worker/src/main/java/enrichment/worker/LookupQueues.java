package enrichment.worker;

import enrichment.activities.lookups.Waterfall;
import enrichment.activities.lookups.WaterfallLookupActivities;
import enrichment.providers.Provider;
import enrichment.providers.ProviderTerms;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;

/**
 * The task queues of providers that call out, each with slots of its own. Of a provider with a rate
 * a task is taken when a turn is near; it is the pace in the database that calls keep to.
 */
final class LookupQueues {

  /** A provider is rarely called more than some hundred times a second. */
  private static final int POLLERS = 2;

  /** Calls of one worker to a provider that says nothing of it. */
  private static final int SLOTS = 200;

  private final WaterfallLookupActivities lookups;

  LookupQueues(WaterfallLookupActivities lookups) {
    this.lookups = lookups;
  }

  /** If it has one. */
  void poll(WorkerFactory factory, Provider provider) {
    if (Waterfall.hasOwnQueue(provider)) {
      poll(factory, TaskQueues.lookups(provider.name()), options(provider.terms()));
    }
  }

  /**
   * One that no provider of this worker has, under an identity that says so.
   *
   * @param identity as others see it who poll there
   */
  void pollLeftover(WorkerFactory factory, String taskQueue, String identity) {
    var options = options().setMaxConcurrentActivityExecutionSize(SLOTS).setIdentity(identity);
    poll(factory, taskQueue, options);
  }

  private void poll(WorkerFactory factory, String taskQueue, WorkerOptions.Builder options) {
    factory.newWorker(taskQueue, options.build()).registerActivitiesImplementations(lookups);
  }

  private WorkerOptions.Builder options(ProviderTerms terms) {
    var slots = terms.concurrency() == null ? SLOTS : terms.concurrency();
    if (terms.rate() == null) {
      return options().setMaxConcurrentActivityExecutionSize(slots);
    }
    // Of the other kinds none is used: what runs here are activities.
    return options()
        .setWorkerTuner(
            new CompositeTuner(
                new FixedSizeSlotSupplier<>(1),
                new PacedSlots(slots, lookups.gate(terms.name(), terms.rate())),
                new FixedSizeSlotSupplier<>(1),
                new FixedSizeSlotSupplier<>(1)));
  }

  private static WorkerOptions.Builder options() {
    return WorkerTuning.worker().setMaxConcurrentActivityTaskPollers(POLLERS);
  }
}
