package enrichment.replay;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Why a run cannot go on with the code as it is, for whoever has changed that.
 *
 * @param eventId where in its history that shows
 * @param then what the history has there
 * @param now what the code does instead, as sentences
 */
record Breakage(long eventId, String then, String now) {

  private static final Pattern EVENT =
      Pattern.compile("[Ee]vent (\\d+) of type '?EVENT_TYPE_(\\w+)");
  private static final Pattern COMMAND = Pattern.compile("command type COMMAND_TYPE_(\\w+)");
  private static final Pattern CAUSE =
      Pattern.compile("(?m)^(?:Caused by: )?([\\w.$]+(?:Exception|Error|Version): .*)$");

  /**
   * @param recorded what the run did
   * @param now what the code did in the replay, until that failed
   * @param error the SDK's own words
   */
  static Breakage of(List<Step> recorded, List<Step> now, String error) {
    if (error.contains("Unknown workflow type")) {
      return new Breakage(
          1, "the recorded run begins.", "No class implements this type of workflow any more.");
    }
    var at = firstDifference(recorded, now);
    var isAboutASequence = error.contains("NonDeterministicException");
    if (at == recorded.size() || cause(error).contains("transition history")) {
      return byTheSdk(error);
    }
    var then = recorded.get(at);
    return new Breakage(
        then.eventId(),
        "the recorded run %s.".formatted(then.text()),
        isAboutASequence
            ? instead(recorded, now, at)
            : "The code as it is now fails before that: %s".formatted(cause(error)));
  }

  private static String instead(List<Step> recorded, List<Step> now, int at) {
    if (at == now.size()) {
      return "The code as it is now does not: it does nothing there, or waits for something else.";
    }
    var step = now.get(at);
    var instead = "The code as it is now %s there.".formatted(step.text());
    var guess = guess(step, later(recorded, at, step), later(now, at, recorded.get(at)) != null);
    return instead + "\n" + guess;
  }

  /** What the change was, as far as the steps tell. */
  private static String guess(Step step, @Nullable Step doneLater, boolean stillDone) {
    if (doneLater == null) {
      return stillDone
          ? "A step is added before it."
          : "A step is added, replaced or renamed, or a condition has changed.";
    }
    if (step.text().equals(Step.END)) {
      return "What follows is left out.";
    }
    return "The recorded run did that at event %d: %s."
        .formatted(
            doneLater.eventId(),
            stillDone ? "the order has changed" : "a step is left out, or the order has changed");
  }

  private static @Nullable Step later(List<Step> steps, int at, Step step) {
    return steps.stream().skip(at + 1L).filter(step::isSameAs).findFirst().orElse(null);
  }

  /** Of what the code does not ask for in so many words, such as cancellations. */
  private static Breakage byTheSdk(String error) {
    var event = EVENT.matcher(error);
    var command = COMMAND.matcher(error);
    if (!event.find()) {
      return new Breakage(1, "the recorded run goes on.", "The code as it is now: " + cause(error));
    }
    return new Breakage(
        Long.parseLong(event.group(1)),
        "the history has: %s.".formatted(plain(event.group(2))),
        command.find()
            ? "The code as it is now has there: %s.".formatted(plain(command.group(1)))
            : "The code as it is now has cancelled that, or not begun it.");
  }

  private static String plain(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static int firstDifference(List<Step> recorded, List<Step> now) {
    var at = 0;
    while (at < recorded.size() && at < now.size() && recorded.get(at).isSameAs(now.get(at))) {
      at++;
    }
    return at;
  }

  /** The innermost one. */
  private static String cause(String error) {
    return CAUSE
        .matcher(error)
        .results()
        .map((MatchResult match) -> match.group(1))
        .reduce((outer, inner) -> inner)
        .orElse(error.lines().findFirst().orElse(""));
  }

  /** As a paragraph. */
  String text() {
    return "At event %d: %s%n%s%n".formatted(eventId, then, now);
  }

  /** Whether somebody who has read the one need not read the other. */
  boolean isLike(Breakage other) {
    return then.equals(other.then)
        && now.replaceAll("\\d+", "").equals(other.now.replaceAll("\\d+", ""));
  }
}
