package enrichment.standalone;

import java.util.concurrent.CountDownLatch;

/** Keeps the stack up until the process is told to stop. */
final class RunCommand {

  private static final int HTTP_PORT = 8080;

  static int run(StandaloneConfig config) throws InterruptedException {
    var port = config.httpPort() != null ? config.httpPort() : HTTP_PORT;
    var stack = Stack.start(config, port);
    SampleDirectory.importIfEmpty(stack.database());
    Runtime.getRuntime().addShutdownHook(new Thread(RunCommand::sayGoodbye));
    System.out.println(welcome(config, stack));
    new CountDownLatch(1).await();
    return 0;
  }

  private static void sayGoodbye() {
    System.out.println("Stopping. Enrichments that are under way go on at the next start.");
  }

  private static String welcome(StandaloneConfig config, Stack stack) {
    var temporal = stack.temporal();
    return """

        The enrichment service is ready.

          API          %s/api/v2
          API key      %s   (send it as X-API-KEY)
          Admin token  %s   (send it as Authorization: Bearer)
          Web UI       %s
          Batches      %s
          Temporal     %s
          Metrics      %s
          Data         %s
          Under way    %d enrichments of an earlier run go on
        """
        .formatted(
            stack.url(),
            stack.demoAccount().key().secret(),
            stack.adminToken(),
            temporal.webUi() != null ? temporal.webUi() : "none",
            stack.batches() != null ? stack.batches() : "none",
            temporal.description(),
            stack.metricsUrl() != null ? stack.metricsUrl() : "none; METRICS_PORT says where",
            config.dataDir(),
            stack.unfinished());
  }

  private RunCommand() {}
}
