package enrichment.standalone;

import enrichment.telemetry.Tracing;
import enrichment.temporal.TemporalConnection;
import enrichment.temporal.TemporalMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testserver.TestServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The Temporal of a standalone process: the one that the environment names; else a dev server, if a
 * {@code temporal} executable is on the {@code PATH}; else the SDK's in-process server.
 *
 * @param description one line on what it is, and what is missing
 * @param webUi the URL of its web UI, where it has one of its own
 */
record StandaloneTemporal(
    WorkflowServiceStubs service,
    WorkflowClient client,
    Runnable stop,
    String description,
    @Nullable String webUi)
    implements AutoCloseable {

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
    return of(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setTarget(server.getTarget())
                .setMetricsScope(metrics.scope())
                .build()),
        tracing,
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
    var server = TestServer.createServer(true);
    return of(
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder()
                .setChannel(server.getChannel())
                .setMetricsScope(metrics.scope())
                .build()),
        tracing,
        () -> {
          server.close();
          metrics.close();
        },
        "in this process; there is no web UI, and running work is started again from PostgreSQL"
            + " after a restart ('bin/temporal' builds a server that has both, once; it needs Go)",
        null);
  }

  private static StandaloneTemporal of(
      WorkflowServiceStubs service,
      Tracing tracing,
      Runnable stop,
      String description,
      @Nullable String webUi) {
    return new StandaloneTemporal(
        service,
        WorkflowClient.newInstance(
            service,
            WorkflowClientOptions.newBuilder()
                .setInterceptors(tracing.clientInterceptors())
                .build()),
        stop,
        description,
        webUi);
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
