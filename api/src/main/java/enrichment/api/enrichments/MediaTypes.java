package enrichment.api.enrichments;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.ComplianceViolation;
import org.eclipse.jetty.http.QuotedCSVParser;

/** Which of several forms a client wants (RFC 9110, section 12.5.1). */
final class MediaTypes {

  /**
   * A part of the header.
   *
   * @param range a type, or all of a kind, or all
   * @param quality from 0, never, to 1
   */
  private record Wish(String range, double quality) {

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

  /** Other parameters are not looked at: there is one form of each type. */
  private static final class Header extends QuotedCSVParser {

    private final List<Wish> wishes = new ArrayList<>();
    private String range = "";
    private double quality;

    Header() {
      super(false);
    }

    @Override
    protected void parsedValue(StringBuilder value) {
      range = value.toString();
      quality = 1;
    }

    @Override
    protected void parsedParam(StringBuilder text, int valueLength, int name, int value) {
      if (name >= 0 && value > name && text.substring(name, value).equalsIgnoreCase("q=")) {
        quality = quality(text.substring(value));
      }
    }

    private static double quality(String written) {
      return written.matches("0(\\.\\d{0,3})?|1(\\.0{0,3})?") ? Double.parseDouble(written) : 0;
    }

    /** It is read as far as it goes. */
    @Override
    protected void onComplianceViolation(ComplianceViolation violation, String value) {}

    @Override
    protected void parsedValueAndParams(StringBuilder text) {
      wishes.add(new Wish(range, quality));
    }
  }

  /**
   * @param accept the header's lines; none: any form
   * @param available the first is given to whoever has no preference
   * @return empty when the client wants none of them
   */
  static Optional<String> preferred(List<String> accept, List<String> available) {
    var header = new Header();
    accept.forEach(header::addValue);
    var wishes = header.wishes;
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
