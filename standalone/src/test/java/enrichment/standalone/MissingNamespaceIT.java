package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server that is well, and does not have the namespace: nothing can be started there. */
@Tag("server")
@Timeout(120)
class MissingNamespaceIT {

  @TempDir Path dataDir;

  @Test
  void theApiIsNotReadyAndTheWorkerSaysWhy() throws Exception {
    try (var stack = SplitStack.start(dataDir)) {
      var environment = stack.environment(Map.of("TEMPORAL_NAMESPACE", "mistyped"));
      var port = StandaloneProcess.freePort();
      environment.put("HTTP_PORT", Integer.toString(port));
      try (var api = ServiceProcess.start(enrichment.api.Main.class, environment)) {
        var ready = ready(port);
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).contains("\"postgresql\":true", "\"temporal\":false");
        assertThat(api.terminate(Duration.ofSeconds(30))).isEqualTo(ServiceProcess.TERMINATED);
      }
      var worker =
          Command.run(StandaloneProcess.command(enrichment.worker.Main.class), environment);
      assertThat(worker.output()).hasLineCount(1).contains("Temporal has no such namespace");
      assertThat(worker.status()).isEqualTo(1);
    }
  }

  /** As soon as it listens. */
  private static HttpResponse<String> ready(int port) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:%d/readyz".formatted(port))).build();
    try (var client = HttpClient.newHttpClient()) {
      while (true) {
        try {
          return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
          TimeUnit.MILLISECONDS.sleep(100);
        }
      }
    }
  }
}
