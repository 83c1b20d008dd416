package enrichment.telemetry;

import java.util.Map;

/**
 * {@code LOG_FORMAT}. Logback reads it by itself, before anybody else does, and picks the file of
 * that name in {@code enrichment/logging}; here it is only judged.
 */
public final class LogFormat {

  private static final String VARIABLE = "LOG_FORMAT";

  /**
   * @throws IllegalArgumentException with one sentence, when there is no such format
   */
  public static void check(Map<String, String> environment) {
    var format = environment.getOrDefault(VARIABLE, "text");
    if (!format.equals("json") && !format.equals("text")) {
      throw new IllegalArgumentException(VARIABLE + " must be json or text.");
    }
  }

  private LogFormat() {}
}
