package enrichment.cli;

import enrichment.cli.kit.Pace;
import enrichment.cli.kit.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;

/** A command that ran in this process. */
public record CliRun(int exitCode, String out, String err) {

  /** In no hurry, and yet quick. */
  public static final Pace QUICK =
      new Pace(
          Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofSeconds(20), Duration.ofMillis(5));

  public static CliRun of(String url, String key, Pace pace, String... arguments) {
    return of(
        Map.of("ENRICHMENT_URL", url, "ENRICHMENT_API_KEY", key, "ADMIN_TOKEN", key),
        pace,
        arguments);
  }

  public static CliRun of(Map<String, String> environment, Pace pace, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var exitCode =
        Main.run(
            new Surroundings(environment, pace, pace),
            new PrintWriter(out),
            new PrintWriter(err),
            arguments);
    return new CliRun(exitCode, out.toString(), err.toString());
  }
}
