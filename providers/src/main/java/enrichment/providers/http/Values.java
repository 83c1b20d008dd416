package enrichment.providers.http;

import enrichment.providers.Question;
import org.jspecify.annotations.Nullable;

/**
 * What placeholders stand for in one request.
 *
 * @param question null when only the key is checked
 * @param ticket the vendor's own, when it is asked again
 */
record Values(@Nullable String key, @Nullable Question question, @Nullable String ticket) {

  /** Keeps the key and the person out of logs. */
  @Override
  public String toString() {
    return "Values";
  }
}
