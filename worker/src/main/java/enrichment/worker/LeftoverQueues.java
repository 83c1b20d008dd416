package enrichment.worker;

import enrichment.activities.lookups.Waterfall;
import enrichment.providers.Provider;
import enrichment.store.enrichments.Enrichments;
import enrichment.temporal.TaskQueuePollers;
import enrichment.workflows.steps.TaskQueues;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the task queues of what is under way that no worker polls which has their provider: it was
 * removed or renamed, or other workers had it that are gone. Contacts are told there that it is not
 * configured. When a worker comes that has the provider, its queue is left to that one.
 */
final class LeftoverQueues implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LeftoverQueues.class);

  private static final Duration LOOK = Duration.ofSeconds(15);

  /**
   * An enrichment is read when it has been accepted, a while after it was received, and by the
   * clock of whom it came in at.
   */
  private static final Duration OVERLAP = Duration.ofMinutes(5);

  private static final String MARK = "/leftover";

  private final Enrichments enrichments;
  private final TaskQueuePollers pollers;
  private final LookupQueues queues;
  private final Supplier<WorkerFactory> factories;
  private final String identity;
  private final Set<String> own;
  private final Set<String> others = new HashSet<>();
  private final Map<String, WorkerFactory> polled = new HashMap<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("leftover-queues").factory());
  private @Nullable Instant lookedAt;

  /**
   * @param factories of workers: one that has been started takes no more of them
   * @param identity of this process
   */
  LeftoverQueues(
      Enrichments enrichments,
      Waterfall waterfall,
      TaskQueuePollers pollers,
      LookupQueues queues,
      Supplier<WorkerFactory> factories,
      String identity) {
    this.enrichments = enrichments;
    this.pollers = pollers;
    this.queues = queues;
    this.factories = factories;
    this.identity = identity + MARK;
    this.own =
        waterfall.providers().stream()
            .filter(Waterfall::hasOwnQueue)
            .map(Provider::name)
            .map(TaskQueues::lookups)
            .collect(Collectors.toUnmodifiableSet());
  }

  LeftoverQueues start() {
    scheduler.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    return this;
  }

  private void look() {
    try {
      find();
      for (var queue : others) {
        look(queue);
      }
    } catch (RuntimeException e) {
      // What is thrown from here would end the looking; the next time may well succeed.
      LOG.atWarn().addKeyValue("exception", e.getClass().getName()).log("queues.unknown");
    }
  }

  /** All that is under way is read once, and from then on what has come in since. */
  private void find() {
    var now = Instant.now();
    others.addAll(
        lookedAt == null
            ? enrichments.taskQueues()
            : enrichments.taskQueuesSince(lookedAt.minus(OVERLAP)));
    others.removeAll(own);
    lookedAt = now;
  }

  private void look(String queue) {
    var served = pollers.of(queue).stream().anyMatch(identity -> !identity.endsWith(MARK));
    var factory = polled.get(queue);
    if (served && factory != null) {
      LOG.atInfo().addKeyValue("task_queue", queue).log("queues.leftover.served");
      polled.remove(queue).shutdown();
    } else if (!served && factory == null) {
      LOG.atInfo().addKeyValue("task_queue", queue).log("queues.leftover.polled");
      var started = factories.get();
      queues.pollLeftover(started, queue, identity);
      started.start();
      polled.put(queue, started);
    }
  }

  /** Takes no more tasks; those under way are short. */
  @Override
  public void close() {
    scheduler.shutdownNow();
    try {
      scheduler.awaitTermination(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    polled.values().forEach(WorkerFactory::shutdown);
    polled.values().forEach(factory -> factory.awaitTermination(5, TimeUnit.SECONDS));
  }
}
