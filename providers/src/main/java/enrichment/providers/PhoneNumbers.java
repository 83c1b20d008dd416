package enrichment.providers;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import enrichment.domain.LineType;
import enrichment.domain.Phone;
import java.util.List;
import java.util.Optional;

/** Phone numbers as providers write them, made fit for results. */
public final class PhoneNumbers {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  /**
   * Those that are valid numbers of one of the countries, each once.
   *
   * @param written in any international notation
   * @param countryCodes ISO 3166-1 alpha-2; empty: all
   */
  public static List<Phone> usable(List<String> written, List<String> countryCodes) {
    return written.stream()
        .map(PhoneNumbers::parse)
        .flatMap(Optional::stream)
        .filter(number -> countryCodes.isEmpty() || isOf(number, countryCodes))
        .map(number -> new Phone(UTIL.format(number, PhoneNumberFormat.E164), lineTypeOf(number)))
        .distinct()
        .toList();
  }

  private static Optional<PhoneNumber> parse(String written) {
    try {
      return Optional.of(UTIL.parse(written, null)).filter(UTIL::isValidNumber);
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
