package enrichment.standalone;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Telephone numbers that the numbering authorities set aside for fiction, so that nobody is rung
 * up. Only those ranges are here that libphonenumber holds for valid numbers, since who reads the
 * sample may check: Ofcom's mobile range (+44 7700 900xxx), ARCEP's (+33 6 39 98) and ComReg's
 * (+353 20 91x xxxx) are not.
 */
final class SamplePhones {
  /** A prefix and how the range goes on: from, to, with how many digits. */
  record Range(String prefix, int from, int to, int digits) {}

  static final List<Range> RANGES =
      List.of(
          // United States and Canada: 555-0100 to 555-0199 of every area code are reserved for
          // fiction. ATIS-0300115 (NANPA, 555 NXX Line Number Reference Document).
          new Range("+1212555", 100, 199, 4),
          new Range("+1312555", 100, 199, 4),
          new Range("+1415555", 100, 199, 4),
          new Range("+1416555", 100, 199, 4),
          new Range("+1604555", 100, 199, 4),
          // United Kingdom: Ofcom, "Telephone numbers for use in TV and radio drama programmes":
          // London, Leeds, Manchester, Glasgow.
          new Range("+44207946", 0, 999, 4),
          new Range("+44113496", 0, 999, 4),
          new Range("+44161496", 0, 999, 4),
          new Range("+44141496", 0, 999, 4),
          // France: ARCEP, décision n° 2018-0881, numbers for audiovisual works: 01 99 00, 02 61
          // 91.
          new Range("+33199", 0, 9_999, 6),
          new Range("+33261", 910_000, 919_999, 6),
          // Australia: ACMA, "Phone numbers for use in TV shows, films and creative works": (02)
          // 5550, (03) 7010 and 28 single mobile numbers, of which these stand side by side.
          new Range("+6125550", 0, 9_999, 4),
          new Range("+6137010", 0, 9_999, 4),
          new Range("+61491570", 156, 159, 3),
          // Sweden: PTS, "Telefonnummer för användning i böcker, filmer m.m.": mobile, Stockholm,
          // Gothenburg, Malmö.
          new Range("+4670174", 605, 699, 4),
          new Range("+46846500", 400, 499, 3),
          new Range("+4631390", 600, 699, 4),
          new Range("+4640628", 400, 499, 4),
          // Germany: Bundesnetzagentur, Mitteilung 148/2021, Amtsblatt 7/2021: Berlin, Frankfurt,
          // Munich.
          new Range("+493023125", 0, 999, 3),
          new Range("+496990009", 0, 999, 3),
          new Range("+498999998", 0, 999, 3));

  private SamplePhones() {}

  static String next(Random random) {
    Range range = RANGES.get(random.nextInt(RANGES.size()));
    int line = range.from() + random.nextInt(range.to() - range.from() + 1);
    return range.prefix() + String.format(Locale.ROOT, "%0" + range.digits() + "d", line);
  }

  static boolean isFictional(String phone) {
    return RANGES.stream().anyMatch(range -> contains(range, phone));
  }

  private static boolean contains(Range range, String phone) {
    if (!phone.startsWith(range.prefix())
        || phone.length() != range.prefix().length() + range.digits()) {
      return false;
    }
    int line = Integer.parseInt(phone.substring(range.prefix().length()));
    return line >= range.from() && line <= range.to();
  }
}
