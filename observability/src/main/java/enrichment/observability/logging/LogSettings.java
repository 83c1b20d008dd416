package enrichment.observability.logging;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * {@code LOG_FORMAT} and {@code LOG_LEVEL}. Logback reads them by itself, before anybody else does,
 * and takes a level that it does not know for {@code DEBUG}; here they are only judged.
 */
public final class LogSettings {

  private static final String FORMAT = "LOG_FORMAT";
  private static final String LEVEL = "LOG_LEVEL";

  private static final Set<String> LEVELS =
      Set.of("ALL", "TRACE", "DEBUG", "INFO", "WARN", "ERROR", "OFF");

  /**
   * @throws IllegalArgumentException with one sentence, when there is no such format or level
   */
  public static void check(Map<String, String> environment) {
    var format = environment.getOrDefault(FORMAT, "text");
    if (!format.equals("json") && !format.equals("text")) {
      throw new IllegalArgumentException(FORMAT + " must be json or text.");
    }
    var level = environment.getOrDefault(LEVEL, "");
    if (!level.isBlank() && !LEVELS.contains(level.toUpperCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          LEVEL + " must be TRACE, DEBUG, INFO, WARN, ERROR, ALL or OFF.");
    }
  }

  private LogSettings() {}
}
