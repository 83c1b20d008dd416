package enrichment.standalone;

import enrichment.observability.tracing.Tracing;
import enrichment.temporal.TemporalConnection;
import enrichment.temporal.TemporalMetrics;
import enrichment.worker.EnrichmentWorker;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal of a standalone process: the one that the environment names; else a dev server, if a
 * {@code temporal} executable is on the {@code PATH}; else the SDK's in-process server.
 *
 * @param client for those who start workflows; where the server is renewed, it goes along
 * @param description one line on what it is, and what is missing
 * @param webUi the URL of its web UI, where it has one of its own
 * @param renewed what renews it; null for a server that lasts
 */
record StandaloneTemporal(
    WorkflowServiceStubs service,
    WorkflowClient client,
    Runnable stop,
    String description,
    @Nullable String webUi,
    @Nullable RenewedTemporal renewed)
    implements AutoCloseable {

  /** Starts one, on the data of this process. */
  interface Starter {
    StandaloneTemporal start(
        StandaloneConfig config, DataDirectory data, MeterRegistry registry, Tracing tracing);
  }

  /** One that lasts. */
  StandaloneTemporal(
      WorkflowServiceStubs service,
      WorkflowClient client,
      Runnable stop,
      String description,
      @Nullable String webUi) {
    this(service, client, stop, description, webUi, null);
  }

  private static final String PID_FILE = "temporal.pid";
  private static final int UI_PORT = 8233;
  private static final int GRPC_PORT_BELOW = 1_000;

  /**
   * Fair queues keep their tasks in tables of their own, and what a server had queued without
   * fairness it would not find again. So this is not the file of earlier versions; what was under
   * way there is started again from PostgreSQL.
   */
  private static final String DATABASE = "temporal-fair.db";

  /**
   * A commit that need not wait for the disk: what a crash of the whole machine may lose is started
   * again from PostgreSQL, which does wait. Then as in {@code deploy/temporal/dynamicconfig.yaml}:
   * accounts take turns, and a run is continued at once.
   */
  private static final List<String> ARGUMENTS =
      List.of(
          "--sqlite-pragma",
          "journal_mode=wal",
          "--sqlite-pragma",
          "synchronous=normal",
          "--dynamic-config-value",
          "matching.enableFairness=true",
          "--dynamic-config-value",
          "history.workflowIdReuseMinimalInterval=\"0s\"");

  static StandaloneTemporal start(
      StandaloneConfig config, DataDirectory data, MeterRegistry registry, Tracing tracing) {
    if (config.temporalAddress() != null) {
      return connect(config, registry, tracing);
    }
    var metrics = TemporalMetrics.into(registry);
    return findOnPath()
        .map(executable -> devServer(executable, config, data, metrics, tracing))
        .orElseGet(() -> inProcess(metrics, tracing));
  }

  private static StandaloneTemporal connect(
      StandaloneConfig config, MeterRegistry registry, Tracing tracing) {
    var connection =
        TemporalConnection.open(config.environment(), registry, tracing.clientInterceptors());
    return new StandaloneTemporal(
        connection.service(),
        connection.client(),
        connection::close,
        "the server at " + connection.address(),
        null);
  }

  private static StandaloneTemporal devServer(
      Path executable,
      StandaloneConfig config,
      DataDirectory data,
      TemporalMetrics metrics,
      Tracing tracing) {
    LeftoverProcess.end(data.read(PID_FILE), "temporal");
    var uiPort = config.temporalUiPort() != null ? config.temporalUiPort() : UI_PORT;
    if (uiPort <= GRPC_PORT_BELOW) {
      throw new UnusableException("TEMPORAL_UI_PORT must be above 1000: gRPC is 1,000 below it.");
    }
    var server =
        start(
            TemporalDevServerOptions.newBuilder()
                .setExistingPath(executable.toString())
                .setDownloadEnabled(false)
                .setPort(uiPort - GRPC_PORT_BELOW)
                .setUiPort(uiPort)
                .setDatabaseFilename(data.resolve(DATABASE).toString())
                .setLogFile(data.resolve("temporal.log").toString())
                .setExtraArgs(ARGUMENTS)
                .build());
    rememberProcess(executable, data);
    var service =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.getTarget())
                .setMetricsScope(metrics.scope())
                .build());
    return new StandaloneTemporal(
        service,
        client(service, tracing),
        () -> {
          server.close();
          metrics.close();
        },
        "the dev server of " + executable + ", gRPC at " + server.getTarget(),
        "http://localhost:" + uiPort);
  }

  private static TemporalDevServer start(TemporalDevServerOptions options) {
    try {
      return TemporalDevServer.start(options);
    } catch (IllegalStateException e) {
      throw new UnusableException(
          "The Temporal dev server does not start; is TEMPORAL_UI_PORT, or the port 1,000 below it,"
              + " taken? It has written to "
              + options.getLogFile(),
          e);
    }
  }

  /** So that it can be ended if this process is killed and cannot end it. */
  private static void rememberProcess(Path executable, DataDirectory data) {
    ProcessHandle.current()
        .children()
        .filter(
            child ->
                child.info().command().orElse("").endsWith(executable.getFileName().toString()))
        .findFirst()
        .ifPresent(child -> data.write(PID_FILE, Long.toString(child.pid())));
  }

  private static StandaloneTemporal inProcess(TemporalMetrics metrics, Tracing tracing) {
    return inProcess(metrics, tracing, RenewedTemporal.TASKS, RenewedTemporal.DRAIN);
  }

  /**
   * @param tasks how many of its workers' tasks it does before it is renewed
   * @param drain for how long it then goes on with what it has
   */
  static StandaloneTemporal inProcess(
      TemporalMetrics metrics, Tracing tracing, long tasks, Duration drain) {
    var renewed = RenewedTemporal.start(metrics.scope(), tracing, tasks, drain);
    return new StandaloneTemporal(
        renewed.service(),
        renewed.client(),
        () -> {
          renewed.close();
          metrics.close();
        },
        "in this process; there is no web UI, and running work is started again from PostgreSQL"
            + " after a restart ('bin/temporal' builds a server that has both, once; it needs Go)",
        null,
        renewed);
  }

  /**
   * Has a worker work for it.
   *
   * @param poll starts one that polls a server, and does not look for what is under way
   */
  AutoCloseable work(Function<WorkflowClient, EnrichmentWorker> poll) {
    return renewed == null ? poll.apply(client).maintain() : renewed.work(poll);
  }

  static WorkflowClient client(WorkflowServiceStubs service, Tracing tracing) {
    return WorkflowClient.newInstance(
        service,
        WorkflowClientOptions.newBuilder().setInterceptors(tracing.clientInterceptors()).build());
  }

  static Optional<Path> findOnPath() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, "temporal"))
        .filter(Files::isRegularFile)
        .filter(Files::isExecutable)
        .findFirst();
  }

  @Override
  public void close() {
    service.shutdownNow();
    stop.run();
  }
}
