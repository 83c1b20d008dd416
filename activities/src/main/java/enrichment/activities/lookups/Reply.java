package enrichment.activities.lookups;

import enrichment.providers.Answer;
import enrichment.store.lookups.LookupEnd;

/** What came of a question to a provider. */
sealed interface Reply {

  /**
   * It is answered, and that is yet to be recorded.
   *
   * @param end what is to be recorded
   * @param called whether the provider was called for it, and so is well
   */
  record Answered(Answer answer, LookupEnd end, boolean called) implements Reply {}

  /** The provider cannot be asked now; it may be later. */
  record Unavailable() implements Reply {}

  /**
   * The lookup was stopped before the provider was asked: the contact is to end as cancelled, or as
   * suppressed.
   */
  record Stopped() implements Reply {}

  /** The provider is not asked this any more. */
  record GivenUp(String reason) implements Reply {}
}
