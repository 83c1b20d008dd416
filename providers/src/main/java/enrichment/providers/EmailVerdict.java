package enrichment.providers;

/** What a verifier says of an email address. */
public enum EmailVerdict {
  /** The mailbox exists. */
  DELIVERABLE,
  /** Its domain accepts every address, so this one cannot be told apart. */
  CATCH_ALL,
  /** There is no such mailbox. */
  UNDELIVERABLE,
  /** The verifier cannot tell. */
  UNKNOWN
}
