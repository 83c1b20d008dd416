package enrichment.api.enrichments;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.QuotedCSV;

/** Which of several forms a client wants (RFC 9110, section 12.5.1). */
final class MediaTypes {

  /**
   * A part of the header. Its other parameters are not looked at: there is one form of each type.
   *
   * @param range a type, or all of a kind, or all
   * @param quality from 0, never, to 1
   */
  private record Wish(String range, double quality) {

    static Wish of(String part) {
      var parameters = part.split(";");
      var quality = 1.0;
      for (var i = 1; i < parameters.length; i++) {
        var parameter = parameters[i].strip();
        if (parameter.regionMatches(true, 0, "q=", 0, 2)) {
          quality = quality(parameter.substring(2));
        }
      }
      return new Wish(parameters[0].strip(), quality);
    }

    private static double quality(String written) {
      return written.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(written) : 0;
    }

    boolean covers(String type) {
      return range.equals("*/*")
          || range.equalsIgnoreCase(type)
          || range.endsWith("/*") && type.regionMatches(true, 0, range, 0, range.length() - 1);
    }

    /** A type says more of itself than its kind does. */
    int exactness() {
      return range.equals("*/*") ? 0 : range.endsWith("/*") ? 1 : 2;
    }
  }

  /**
   * @param accept the header's lines; none: any form
   * @param available the first is given to whoever has no preference
   * @return empty when the client wants none of them
   */
  static Optional<String> preferred(List<String> accept, List<String> available) {
    var wishes =
        new QuotedCSV(true, accept.toArray(String[]::new))
            .getValues().stream().map(Wish::of).toList();
    if (wishes.isEmpty()) {
      return Optional.of(available.getFirst());
    }
    return available.stream()
        .filter(type -> quality(wishes, type) > 0)
        // Of equals, the first one.
        .max(Comparator.comparingDouble(type -> quality(wishes, type)));
  }

  private static double quality(List<Wish> wishes, String type) {
    return wishes.stream()
        .filter(wish -> wish.covers(type))
        .max(Comparator.comparingInt(Wish::exactness))
        .map(Wish::quality)
        .orElse(0.0);
  }

  private MediaTypes() {}
}
