package enrichment.providers.config;

import java.util.List;

/**
 * A providers file cannot be used. The message lists everything that is wrong with it, a line each.
 */
public final class InvalidProvidersFileException extends RuntimeException {

  private static final long serialVersionUID = 1;

  InvalidProvidersFileException(List<String> problems) {
    super(String.join("\n", problems));
  }

  /** Each as {@code file:line:column: what is wrong}, in the order of the file. */
  public List<String> problems() {
    return String.valueOf(getMessage()).lines().toList();
  }
}
