package enrichment.activities;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;

/** Phone numbers as providers write them, made fit for results. */
final class PhoneNumbers {

  private static final PhoneNumberUtil UTIL = PhoneNumberUtil.getInstance();

  /**
   * Those that are possible numbers and belong to one of the countries, in E.164, each once.
   *
   * @param written in any international notation
   * @param countryCodes ISO 3166-1 alpha-2; empty: all
   */
  static List<String> usable(List<String> written, List<String> countryCodes) {
    return written.stream()
        .map(PhoneNumbers::parse)
        .flatMap(Optional::stream)
        .filter(number -> countryCodes.isEmpty() || isOf(number, countryCodes))
        .map(number -> UTIL.format(number, PhoneNumberFormat.E164))
        .distinct()
        .toList();
  }

  private static Optional<PhoneNumber> parse(String written) {
    try {
      return Optional.of(UTIL.parse(written, null)).filter(UTIL::isPossibleNumber);
    } catch (NumberParseException e) {
      return Optional.empty();
    }
  }

  /**
   * Countries that share a calling code (US and CA, say) are told apart by the number itself. A
   * number that is possible but in no country's plan, as those set aside for fiction are, counts
   * for the main country of its calling code.
   */
  private static boolean isOf(PhoneNumber number, List<String> countryCodes) {
    var region = UTIL.getRegionCodeForNumber(number);
    return countryCodes.contains(
        region != null ? region : UTIL.getRegionCodeForCountryCode(number.getCountryCode()));
  }

  private PhoneNumbers() {}
}
