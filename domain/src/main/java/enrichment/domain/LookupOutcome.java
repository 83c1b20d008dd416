package enrichment.domain;

/** What one provider said of one contact. Stored by {@link #name}. */
public enum LookupOutcome {
  FOUND,
  NOT_FOUND,
  /** The provider gave no answer, and is not asked about this contact any more. */
  FAILED,
  /** The provider cannot be asked now, and may be later. */
  UNAVAILABLE,
  /** It was asked, and whether it has answered nobody knows. It is not asked again. */
  IN_DOUBT,
  /** It had an email, and a verifier says that there is no such mailbox. */
  REFUTED
}
