package enrichment.observability.metrics;

import java.util.Map;
import java.util.OptionalInt;

/**
 * @param port {@code METRICS_PORT}, where the metrics can be fetched; 0 for any that is free;
 *     empty: nothing is measured
 */
public record MetricsSettings(OptionalInt port) {

  public static final MetricsSettings OFF = new MetricsSettings(OptionalInt.empty());

  private static final String VARIABLE = "METRICS_PORT";

  /**
   * @throws IllegalArgumentException whose message names the variable and what is wrong with it
   */
  public static MetricsSettings read(Map<String, String> environment) {
    var value = environment.getOrDefault(VARIABLE, "").strip();
    if (value.isEmpty()) {
      return OFF;
    }
    if (!value.matches("[0-9]{1,5}") || Integer.parseInt(value) > 65_535) {
      throw new IllegalArgumentException(VARIABLE + " must be a number from 0 to 65535.");
    }
    return new MetricsSettings(OptionalInt.of(Integer.parseInt(value)));
  }
}
