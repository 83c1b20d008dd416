package enrichment.worker;

import java.time.Duration;
import java.util.Map;

/**
 * For how long results are kept.
 *
 * @param age counted from the moment at which an enrichment is closed
 */
public record RetentionSettings(Duration age) {

  private static final String VARIABLE = "RETENTION_DAYS";
  private static final int USUAL_DAYS = 90;
  private static final int MOST_DAYS = 3_650;

  public static final RetentionSettings USUAL = new RetentionSettings(Duration.ofDays(USUAL_DAYS));

  /**
   * @throws IllegalArgumentException when it is no number of days from 1 to 3650
   */
  public static RetentionSettings read(Map<String, String> environment) {
    var days = environment.getOrDefault(VARIABLE, "").strip();
    if (days.isEmpty()) {
      return USUAL;
    }
    if (!days.matches("[1-9][0-9]{0,3}") || Integer.parseInt(days) > MOST_DAYS) {
      throw new IllegalArgumentException(
          VARIABLE + " must be a number of days from 1 to " + MOST_DAYS);
    }
    return new RetentionSettings(Duration.ofDays(Integer.parseInt(days)));
  }
}
