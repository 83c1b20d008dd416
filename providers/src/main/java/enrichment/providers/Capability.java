package enrichment.providers;

import enrichment.domain.EnrichmentType;
import java.util.Locale;

/** What a provider can be asked for. */
public enum Capability {
  EMAIL,
  PHONE,
  PERSONAL_EMAIL,
  /** Whether a professional or personal email that somebody found exists. */
  EMAIL_VERIFICATION,
  /** Which domain a company has, by its name. */
  COMPANY_DOMAIN;

  /** The name in the database and in JSON, such as {@code personal_email}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The capability that finds what an enrichment of this type is for. */
  public static Capability finding(EnrichmentType type) {
    return switch (type) {
      case EMAIL -> EMAIL;
      case PHONE -> PHONE;
      case PERSONAL_EMAIL -> PERSONAL_EMAIL;
    };
  }
}
