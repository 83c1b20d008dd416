package enrichment.standalone;

import com.uber.m3.tally.Scope;
import enrichment.observability.tracing.Tracing;
import enrichment.temporal.EnrichmentWorkflows;
import enrichment.worker.EnrichmentWorker;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * In-process servers, one after another, each with a worker of its own: a new one takes over before
 * the one at work is slow or large. What is asked for from then on is started at the new one; the
 * old one goes on with what it has for a while. Then its worker is stopped, which ends and records
 * the calls that are under way, and after that the new worker starts from PostgreSQL what has not
 * come to its end.
 */
final class RenewedTemporal implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RenewedTemporal.class);

  /** Some 4,000 contacts: a server that has done more is measurably slower. */
  static final long TASKS = 20_000;

  /** A workflow that is started again is no reason for another renewal. */
  private static final int TASKS_OF_A_RESTART = 10;

  private static final Duration LOOK = Duration.ofMillis(500);

  /**
   * Most workflows have ended by then, and every request has its answer; a workflow that takes
   * longer is not in a hurry.
   */
  static final Duration DRAIN = Duration.ofSeconds(20);

  private final Scope scope;
  private final Tracing tracing;
  private final long tasks;
  private final Duration drain;
  private final SwitchedChannel channel;
  private final WorkflowServiceStubs service;
  private final WorkflowClient client;
  private final Thread renewing = Thread.ofPlatform().daemon().name("renewal").unstarted(this::run);

  private @Nullable Function<WorkflowClient, EnrichmentWorker> poll;
  private TemporalInProcess server;
  private @Nullable EnrichmentWorker worker;
  private long dueAt;
  private volatile int renewals;
  private volatile boolean stopping;

  private RenewedTemporal(Scope scope, Tracing tracing, long tasks, Duration drain) {
    this.scope = scope;
    this.tracing = tracing;
    this.tasks = tasks;
    this.drain = drain;
    this.dueAt = tasks;
    server = TemporalInProcess.start(scope, tracing);
    channel = new SwitchedChannel(server.channel());
    service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(channel)
                .setMetricsScope(scope)
                .build());
    client = StandaloneTemporal.client(service, tracing);
  }

  /**
   * @param tasks how many a worker does at one server before the next one takes over
   * @param drain how long the one before goes on with what it has
   */
  static RenewedTemporal start(Scope scope, Tracing tracing, long tasks, Duration drain) {
    return new RenewedTemporal(scope, tracing, tasks, drain);
  }

  WorkflowServiceStubs service() {
    return service;
  }

  /** Goes to the server that is at work. */
  WorkflowClient client() {
    return client;
  }

  int renewals() {
    return renewals;
  }

  /**
   * Starts a worker, and has servers renewed from then on.
   *
   * @return what stops that
   */
  AutoCloseable work(Function<WorkflowClient, EnrichmentWorker> poll) {
    this.poll = poll;
    worker = poll.apply(server.client()).maintain();
    renewing.start();
    return this::stop;
  }

  private void run() {
    try {
      while (!stopping) {
        Thread.sleep(LOOK);
        if (server.tasks() >= dueAt) {
          renewOrGoOn();
        }
      }
    } catch (InterruptedException e) {
      // The process stops.
    }
  }

  private void renewOrGoOn() throws InterruptedException {
    LOG.atInfo().addKeyValue("tasks", server.tasks()).log("temporal.renewal.began");
    try {
      var left = renew();
      dueAt = tasks + (long) left * TASKS_OF_A_RESTART;
      renewals++;
      LOG.atInfo().addKeyValue("restarted", left).log("temporal.renewal.ended");
    } catch (RuntimeException e) {
      // It is tried again when as much has been done once more.
      dueAt = server.tasks() + tasks;
      LOG.atWarn().addKeyValue("exception", e.getClass().getName()).log("temporal.renewal.failed");
    }
  }

  /** How many workflows had not come to their end. */
  private int renew() throws InterruptedException {
    var before = server;
    var worked = worker;
    var next = TemporalInProcess.start(scope, tracing);
    try {
      // Or it would refuse the first requests.
      new EnrichmentWorkflows(next.client()).awaitAttributes();
      worker = poll.apply(next.client());
    } catch (RuntimeException e) {
      next.close();
      throw e;
    }
    server = next;
    // It would start what is under way at the next one.
    worked.stopMaintenance();
    channel.switchTo(next.channel());
    var left = 0;
    try (before) {
      try (worked) {
        Thread.sleep(drain);
      }
      left = before.running();
    }
    worker.maintain();
    return left;
  }

  private void stop() throws InterruptedException {
    stopping = true;
    renewing.interrupt();
    renewing.join();
    if (worker != null) {
      worker.close();
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
