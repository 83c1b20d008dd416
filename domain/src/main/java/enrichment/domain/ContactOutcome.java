package enrichment.domain;

/**
 * How a contact ended. Shared by workflow payloads and the database; both store {@link #name}, so a
 * constant is never renamed.
 */
public enum ContactOutcome {
  /** A provider had data; its credits are captured. */
  FOUND("finished"),
  /** Providers answered and none had data; nothing is charged. */
  NOT_FOUND("finished"),
  /** No provider could answer; nothing is charged. */
  FAILED("failed"),
  /** The enrichment was cancelled before anything was found; nothing is charged. */
  CANCELLED("cancelled");

  private final String status;

  ContactOutcome(String status) {
    this.status = status;
  }

  /**
   * The {@code status} of the HTTP contract: {@code finished}, {@code failed}, {@code cancelled}.
   */
  public String status() {
    return status;
  }
}
