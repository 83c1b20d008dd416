package enrichment.domain;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is looked up for each contact of an enrichment.
 *
 * <p>Its home is here because three parts need the same word: the HTTP contract ({@link
 * #wireName}), the database ({@link #wireName} too) and workflow payloads ({@link #name}).
 */
public enum EnrichmentType {
  EMAIL("email", 1),
  PHONE("phone", 10),
  PERSONAL_EMAIL("personal_email", 3);

  private final String wireName;
  private final int credits;

  EnrichmentType(String wireName, int credits) {
    this.wireName = wireName;
    this.credits = credits;
  }

  /** The name in JSON and in the database: {@code email}, {@code phone}, {@code personal_email}. */
  public String wireName() {
    return wireName;
  }

  /** The price of a hit in credits; a miss costs nothing. */
  public int credits() {
    return credits;
  }

  /** Personal emails are looked up only for accounts whose consent is recorded (GDPR). */
  public boolean needsConsent() {
    return this == PERSONAL_EMAIL;
  }

  public static Optional<EnrichmentType> fromWireName(String wireName) {
    return Arrays.stream(values()).filter(type -> type.wireName.equals(wireName)).findFirst();
  }

  /** All wire names, in the order of declaration, for messages. */
  public static Stream<String> wireNames() {
    return Arrays.stream(values()).map(EnrichmentType::wireName);
  }
}
