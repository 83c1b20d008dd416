package enrichment.domain;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One provider of a plan, and the terms on which it is asked.
 *
 * @param provider the provider's name, as configured
 * @param timeout the longest that one attempt may take
 * @param taskQueue where it is asked, if it has a queue of its own
 */
public record ProviderStep(String provider, Duration timeout, @Nullable String taskQueue) {

  /** A provider that is asked where all contacts are worked on. */
  public static ProviderStep of(String provider, Duration timeout) {
    return new ProviderStep(provider, timeout, null);
  }
}
