package enrichment.providers.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request with placeholders.
 *
 * @param body JSON; null where there is a form, or nothing
 * @param form null where there is none
 */
record RequestTemplate(
    String method,
    UrlTemplate url,
    Fields query,
    Fields headers,
    @Nullable BodyTemplate body,
    @Nullable Fields form) {

  boolean uses(Placeholder placeholder) {
    return url.uses(placeholder)
        || query.uses(placeholder)
        || headers.uses(placeholder)
        || body != null && body.uses(placeholder)
        || form != null && form.uses(placeholder);
  }

  /** Nothing where the address cannot be made of what is known. */
  Optional<VendorRequest> fill(Values values) {
    return url.fill(values, query.encoded(values))
        .map(uri -> new VendorRequest(method, uri, headers(values), contentType(), body(values)));
  }

  private Map<String, String> headers(Values values) {
    var filled = new LinkedHashMap<String, String>();
    headers.fill(values).forEach((name, value) -> filled.put(name, onOneLine(value)));
    return filled;
  }

  /** Control characters would end a header and begin another one (RFC 9110, 5.5). */
  private static String onOneLine(String value) {
    return value.replaceAll("\\p{Cc}+", " ").strip();
  }

  private @Nullable String contentType() {
    if (body != null) {
      return "application/json";
    }
    return form == null ? null : "application/x-www-form-urlencoded";
  }

  private String body(Values values) {
    if (body != null) {
      return body.fill(values).orElseGet(BodyTemplate.JSON::objectNode).toString();
    }
    return form == null ? "" : form.encoded(values);
  }
}
