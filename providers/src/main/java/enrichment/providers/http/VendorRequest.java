package enrichment.providers.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request, ready to be sent.
 *
 * @param headers without line breaks
 * @param contentType null: no body
 */
record VendorRequest(
    String method,
    URI uri,
    Map<String, String> headers,
    @Nullable String contentType,
    String body) {

  /** Keeps the key and the person out of logs. */
  @Override
  public String toString() {
    return "VendorRequest";
  }
}
