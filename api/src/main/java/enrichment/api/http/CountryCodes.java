package enrichment.api.http;

import java.util.List;
import java.util.Locale;
import java.util.Locale.IsoCountryCode;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists of ISO 3166-1 alpha-2 codes, in either case. */
public final class CountryCodes {

  private static final Set<String> ALL = Locale.getISOCountries(IsoCountryCode.PART1_ALPHA2);

  /** More than there are codes: whoever sends so many sends something else. */
  private static final int MAX_ITEMS = 300;

  /** The codes in upper case, each once; null when the member is missing. */
  public static @Nullable List<String> readOrNull(RequestObject body, String member) {
    return body.isMissing(member) ? null : read(body, member);
  }

  /** The codes in upper case, each once; empty when the member is missing. */
  public static List<String> read(RequestObject body, String member) {
    var items = body.texts(member, MAX_ITEMS);
    if (items == null) {
      return List.of();
    }
    var codes = items.stream().map(code -> code.toUpperCase(Locale.ROOT)).toList();
    for (var i = 0; i < codes.size(); i++) {
      if (!ALL.contains(codes.get(i))) {
        body.broken(member + "/" + i, "is not an ISO 3166-1 alpha-2 code");
      }
    }
    return codes.stream().distinct().toList();
  }

  private CountryCodes() {}
}
