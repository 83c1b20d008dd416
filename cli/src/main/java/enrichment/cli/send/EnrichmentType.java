package enrichment.cli.send;

import java.util.Locale;

/** What is looked up, as the API calls it. */
enum EnrichmentType {
  EMAIL,
  PHONE,
  PERSONAL_EMAIL;

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** As it is written on the command line. */
  @Override
  public String toString() {
    return wireName();
  }
}
