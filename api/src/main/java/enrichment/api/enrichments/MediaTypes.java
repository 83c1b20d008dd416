package enrichment.api.enrichments;

import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/** Which of several forms a client wants (RFC 9110, section 12.5.1). */
final class MediaTypes {

  /**
   * @param accept the header; null: any form
   * @param available the first is given to whoever has no preference
   * @return empty when the client wants none of them
   */
  static Optional<String> preferred(@Nullable String accept, List<String> available) {
    if (accept == null || accept.isBlank()) {
      return Optional.of(available.getFirst());
    }
    var wanted = new QuotedQualityCSV(QuotedQualityCSV.MOST_SPECIFIC_MIME_ORDERING);
    wanted.addValue(accept);
    return wanted.getValues().stream()
        .flatMap(range -> available.stream().filter(type -> covers(range, type)))
        .findFirst();
  }

  private static boolean covers(String range, String type) {
    var name = range.split(";", 2)[0].strip();
    return name.equalsIgnoreCase(type)
        || name.equals("*/*")
        || name.endsWith("/*") && type.regionMatches(true, 0, name, 0, name.length() - 1);
  }

  private MediaTypes() {}
}
