package enrichment.replay;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What came of all replays, in plain words. */
final class Report {

  /** What to do when a replay breaks. */
  static final String ADVICE =
      """
      What to do

        Temporal runs the code again over the history of every run that is under way. Where the
        code does something else than it did then, the run stops, and no contact of it goes on.

        1. If the change was not meant, take it back.
        2. If it was meant, keep the old way for the runs that began before it:

             var version = Workflow.getVersion("what-changed", Workflow.DEFAULT_VERSION, 1);
             if (version == Workflow.DEFAULT_VERSION) {
               asItWas();
             } else {
               asItIsNow();
             }

        3. Never change, delete or record anew a history that is there: it stands for runs that
           are under way. When all of them replay, record the new way beside them:
           make record-histories VERSION=v<next>

      README, "Change a workflow", tells more.
      """;

  private static final int NAMED = 5;

  /** How runs of a type have fared. */
  private static final class Count {
    private int replayed;
    private int broken;
    private int pinned;
  }

  /** Runs that break in the same way. */
  private record Broken(String type, Breakage breakage, boolean pinned, List<String> runs) {

    private boolean takesIn(Broken other) {
      return type.equals(other.type) && pinned == other.pinned && breakage.isLike(other.breakage);
    }

    private String text() {
      var first = "%s  %s  %s".formatted(pinned ? "PINNED" : "BROKEN", type, runs.getFirst());
      return first + "\n" + breakage.text().indent(8) + alike();
    }

    private String alike() {
      if (runs.size() == 1) {
        return "";
      }
      var named = String.join(", ", runs.subList(1, Math.min(runs.size(), NAMED)));
      return runs.size() <= NAMED
          ? "        The same in %s%n".formatted(named)
          : "        The same in %s and %d more%n".formatted(named, runs.size() - NAMED);
    }
  }

  private final Map<String, Count> types = new TreeMap<>();
  private final List<Broken> broken = new ArrayList<>();

  /** Of this type there may be no run at all. */
  void begin(String type) {
    types.putIfAbsent(type, new Count());
  }

  void passed(RecordedRun run) {
    count(run).replayed++;
  }

  void broken(RecordedRun run, Breakage breakage) {
    count(run).broken++;
    add(run, breakage, false);
  }

  /** It stays with its own version, so nothing stops; but it cannot be moved to this one. */
  void brokenButPinned(RecordedRun run, Breakage breakage) {
    count(run).pinned++;
    add(run, breakage, true);
  }

  private void add(RecordedRun run, Breakage breakage, boolean pinned) {
    count(run).replayed++;
    var one = new Broken(run.type(), breakage, pinned, new ArrayList<>(List.of(run.name())));
    broken.stream()
        .filter(one::takesIn)
        .findFirst()
        .ifPresentOrElse(alike -> alike.runs().add(run.name()), () -> broken.add(one));
  }

  private Count count(RecordedRun run) {
    return types.computeIfAbsent(run.type(), type -> new Count());
  }

  boolean isBroken() {
    return broken.stream().anyMatch(one -> !one.pinned());
  }

  void print(PrintStream out) {
    broken.forEach(one -> out.println(one.text()));
    types.forEach((type, count) -> out.println(line(type, count)));
    if (isBroken()) {
      out.println();
      out.print(ADVICE);
    }
  }

  private static String line(String type, Count count) {
    var line = "%-28s %4d replayed, %d broken".formatted(type, count.replayed, count.broken);
    return count.pinned == 0
        ? line
        : line + ", %d pinned: they stay with their version".formatted(count.pinned);
  }
}
