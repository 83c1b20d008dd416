package enrichment.domain;

/** What one provider said of one contact. Stored by {@link #name}. */
public enum LookupOutcome {
  FOUND,
  NOT_FOUND,
  /** The provider gave no answer; another attempt or another provider may. */
  FAILED
}
