package enrichment.standalone;

import com.uber.m3.tally.Scope;
import enrichment.telemetry.Tracing;
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

  /** A request has an answer by then, a webhook's test too. */
  private static final Duration REQUESTS = Duration.ofSeconds(30);

  /** Most workflows have ended by then; one that waits for longer is not in a hurry. */
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
    client = TemporalInProcess.client(service, tracing);
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
          renew();
        }
      }
    } catch (InterruptedException e) {
      // The process stops.
    }
  }

  private void renew() throws InterruptedException {
    var before = server;
    var worked = worker;
    LOG.atInfo().addKeyValue("tasks", before.tasks()).log("temporal.renewal.began");
    var next = TemporalInProcess.start(scope, tracing);
    try {
      worker = poll.apply(next.client());
    } catch (RuntimeException e) {
      // The one before goes on; this is tried again when it has done as much once more.
      LOG.atWarn().addKeyValue("exception", e.getClass().getName()).log("temporal.renewal.failed");
      next.close();
      dueAt = before.tasks() + tasks;
      return;
    }
    server = next;
    var left = 0;
    try {
      left = drained(before, next);
    } finally {
      worked.close();
      before.close();
    }
    worker.maintain();
    dueAt = tasks + (long) left * TASKS_OF_A_RESTART;
    renewals++;
    LOG.atInfo().addKeyValue("restarted", left).log("temporal.renewal.ended");
  }

  /** Leads requests to the next one, and waits for a while for what runs at the one before. */
  private int drained(TemporalInProcess before, TemporalInProcess next)
      throws InterruptedException {
    var deadline = System.nanoTime() + drain.toNanos();
    channel.switchTo(next.channel(), REQUESTS);
    var left = before.running();
    while (left > 0 && System.nanoTime() < deadline) {
      Thread.sleep(LOOK);
      left = before.running();
    }
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
