package enrichment.domain;

/**
 * Why an enrichment was not admitted.
 *
 * @param required the credits that the whole enrichment needs
 * @param available the credits that the account had when it was decided
 */
public record Rejection(Reason reason, long required, long available) {

  public enum Reason {
    INSUFFICIENT_CREDITS,
    CONSENT_REQUIRED,
    /** Its request was given up, or its time to be admitted ran out; it can never run. */
    ABANDONED
  }
}
