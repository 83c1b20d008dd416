package enrichment.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Which providers there are, as {@code PROVIDERS_FILE} says it, and the environment that has their
 * keys.
 *
 * @param fileName for messages
 * @param text the file's; without one, the directory alone is asked
 */
public record ProviderSettings(String fileName, String text, Map<String, String> environment) {

  private static final String VARIABLE = "PROVIDERS_FILE";

  private static final String DIRECTORY_ALONE =
      "waterfall: {email: [directory], phone: [directory], personal_email: [directory]}";

  public ProviderSettings {
    environment = Map.copyOf(environment);
  }

  /**
   * @throws IllegalArgumentException when there is no such file, or it cannot be read
   */
  public static ProviderSettings read(Map<String, String> environment) {
    var name = environment.getOrDefault(VARIABLE, "").strip();
    if (name.isEmpty()) {
      return new ProviderSettings(VARIABLE, DIRECTORY_ALONE, environment);
    }
    try {
      return new ProviderSettings(name, Files.readString(Path.of(name)), environment);
    } catch (IOException e) {
      throw new IllegalArgumentException(VARIABLE + " cannot be read: " + name, e);
    }
  }

  /** Keeps the keys out of logs. */
  @Override
  public String toString() {
    return "ProviderSettings[" + fileName + "]";
  }
}
