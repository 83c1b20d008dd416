package enrichment.providers.finder;

/**
 * A local part that a person may have.
 *
 * @param rank its place among all that the name gives, from 0; the same for the same name always
 */
record Candidate(int rank, AddressPattern pattern, String localPart) {

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "Candidate[" + rank + ", " + pattern + "]";
  }
}
