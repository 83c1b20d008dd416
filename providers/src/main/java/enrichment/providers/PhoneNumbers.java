package enrichment.providers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.Leniency;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import enrichment.domain.LineType;
import enrichment.domain.Phone;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Phone numbers as providers write them, made fit for results. */
public final class PhoneNumbers {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  /** Marks of the direction of writing, zero-width spaces. */
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  /** What most of the world dials for a plus (ITU-T E.164, 3.1.1), where a number begins. */
  private static final Pattern PREFIX = Pattern.compile("(?<![\\d+] ?|\\)|-)00(?=[ .-]?\\(?[1-9])");

  /**
   * Those that are valid numbers of one of the countries, each once.
   *
   * @param written each a number in any international notation, also with 00 for its plus, or
   *     several of them
   * @param countryCodes ISO 3166-1 alpha-2; empty: all
   */
  public static List<Phone> usable(List<String> written, List<String> countryCodes) {
    return written.stream()
        .flatMap(PhoneNumbers::parse)
        .filter(number -> countryCodes.isEmpty() || isOf(number, countryCodes))
        .map(number -> new Phone(UTIL.format(number, PhoneNumberFormat.E164), lineTypeOf(number)))
        .distinct()
        .toList();
  }

  private static Stream<PhoneNumber> parse(String written) {
    var text = PREFIX.matcher(INVISIBLE.matcher(written).replaceAll("")).replaceAll("+");
    var found = new ArrayList<PhoneNumber>();
    UTIL.findNumbers(text, null, Leniency.VALID, text.length())
        .forEach(match -> found.add(match.number()));
    return found.size() > 1 ? found.stream() : whole(text).or(found.stream()::findFirst).stream();
  }

  private static Optional<PhoneNumber> whole(String text) {
    try {
      return Optional.of(UTIL.parse(text, null)).filter(UTIL::isValidNumber);
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /** Countries that share a calling code (US and CA, say) are told apart by the number itself. */
  private static boolean isOf(PhoneNumber number, List<String> countryCodes) {
    return countryCodes.contains(UTIL.getRegionCodeForNumber(number));
  }

  private static LineType lineTypeOf(PhoneNumber number) {
    return switch (UTIL.getNumberType(number)) {
      case MOBILE -> LineType.MOBILE;
      case FIXED_LINE -> LineType.LANDLINE;
      case FIXED_LINE_OR_MOBILE -> LineType.LANDLINE_OR_MOBILE;
      case VOIP -> LineType.VOIP;
      default -> LineType.OTHER;
    };
  }

  private PhoneNumbers() {}
}
