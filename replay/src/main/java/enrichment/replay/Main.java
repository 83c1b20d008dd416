package enrichment.replay;

import enrichment.temporal.TemporalConnection;
import io.grpc.StatusRuntimeException;
import io.temporal.common.metadata.POJOWorkflowImplMetadata;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code recorded FOLDER} replays the histories of a folder; {@code live} those of the runs that
 * are open on the server that the environment names, {@code LIMIT} of each type, and keeps them in
 * the folder {@code KEEP} where that is set. Ends with 1 when a run could not go on.
 */
public final class Main {

  private static final int BROKEN = 1;
  private static final int MISUSED = 2;
  private static final int USUAL_LIMIT = 100;

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(status(List.of(arguments), System.getenv(), Replay.WORKFLOWS));
  }

  static int status(
      List<String> arguments, Map<String, String> environment, List<Class<?>> workflows) {
    try {
      if (arguments.size() == 2 && arguments.getFirst().equals("recorded")) {
        return recorded(Path.of(arguments.getLast()), workflows);
      }
      if (arguments.equals(List.of("live"))) {
        return live(limit(environment), environment.getOrDefault("KEEP", ""), workflows);
      }
      throw new IllegalArgumentException("Usage: recorded FOLDER | live");
    } catch (StatusRuntimeException e) {
      System.err.println("The server cannot be asked: " + e.getStatus().getCode());
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(e.getMessage());
    }
    return MISUSED;
  }

  private static int limit(Map<String, String> environment) {
    var limit = environment.getOrDefault("LIMIT", "");
    if (limit.isEmpty()) {
      return USUAL_LIMIT;
    }
    if (!limit.matches("[1-9][0-9]{0,5}")) {
      throw new IllegalArgumentException("LIMIT is how many runs of each type: " + limit);
    }
    return Integer.parseInt(limit);
  }

  private static int recorded(Path folder, List<Class<?>> workflows) throws IOException {
    var runs = RecordedRun.in(folder);
    if (runs.isEmpty()) {
      throw new IllegalArgumentException("There are no histories in " + folder);
    }
    var report = new Report();
    try (var replay = new Replay(workflows)) {
      for (var run : runs) {
        replay
            .of(run.history())
            .ifPresentOrElse(breakage -> report.broken(run, breakage), () -> report.passed(run));
      }
    }
    return status(report);
  }

  private static int status(Report report) {
    report.print(System.out);
    return report.isBroken() ? BROKEN : 0;
  }

  private static int live(int limit, String keep, List<Class<?>> workflows) throws IOException {
    try (var temporal = TemporalConnection.open(System.getenv());
        var replay = new Replay(workflows)) {
      System.out.printf("Open runs at %s%n%n", temporal.address());
      var report = new Report();
      var open = new OpenRuns(temporal.client(), limit);
      for (var type : types(workflows).toList()) {
        report.begin(type);
        for (var run : open.ofType(type).toList()) {
          keep(run, keep);
          live(replay, run, report);
        }
      }
      return status(report);
    }
  }

  private static void live(Replay replay, RecordedRun run, Report report) {
    var breakage = run.hasBegun() ? replay.of(run.history()) : Optional.<Breakage>empty();
    if (breakage.isEmpty()) {
      report.passed(run);
    } else if (run.isPinned()) {
      report.brokenButPinned(run, breakage.get());
    } else {
      report.broken(run, breakage.get());
    }
  }

  private static Stream<String> types(List<Class<?>> workflows) {
    return workflows.stream()
        .map(POJOWorkflowImplMetadata::newInstance)
        .flatMap(workflow -> workflow.getWorkflowMethods().stream())
        .map(method -> method.getName());
  }

  private static void keep(RecordedRun run, String folder) throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    var file = Path.of(folder, run.type(), run.fileName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, run.history().toJson(true) + "\n");
  }
}
