package enrichment.domain;

import java.util.Locale;

/** What kind of line a phone number belongs to, as its country's numbering plan tells. */
public enum LineType {
  MOBILE,
  LANDLINE,
  /** The country's numbers do not tell which of the two, as in North America. */
  LANDLINE_OR_MOBILE,
  VOIP,
  OTHER;

  public static LineType ofWireName(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** The name in JSON and in the database, such as {@code mobile}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
