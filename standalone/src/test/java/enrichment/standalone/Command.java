package enrichment.standalone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that was run to its end.
 *
 * @param lines what it has printed, and when
 */
record Command(int status, List<Line> lines) {

  record Line(Instant at, String text) {}

  static Command run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var process = builder.start();
    var lines = new ArrayList<Line>();
    try (var output =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      output.lines().forEach(text -> lines.add(new Line(Instant.now(), text)));
      process.waitFor(10, TimeUnit.SECONDS);
      return new Command(process.exitValue(), List.copyOf(lines));
    } finally {
      process.destroyForcibly();
    }
  }

  String output() {
    return String.join("\n", lines.stream().map(Line::text).toList());
  }

  /** From the first line that contains a text to the last one. */
  Duration since(String text) {
    var first = lines.stream().filter(line -> line.text().contains(text)).findFirst().orElseThrow();
    return Duration.between(first.at(), lines.getLast().at());
  }
}
