package enrichment.providers;

/** Somebody who knows something about contacts. Safe for use by many threads. */
public interface Provider {

  ProviderTerms terms();

  default String name() {
    return terms().name();
  }

  boolean can(Capability capability);

  /**
   * Whether to ask it is to call somebody outside, who may take as long as the terms allow. One
   * that does not has no need of slots of its own.
   */
  default boolean callsOut() {
    return true;
  }

  /** What it costs to ask for this, where that differs. */
  default Cost cost(Capability capability) {
    return terms().cost();
  }

  /**
   * Whether a question has what this provider needs to be asked. One that has not is not found, and
   * costs nothing.
   */
  default boolean canAnswer(Question question) {
    return true;
  }

  /**
   * Puts a question, or asks what has become of one.
   *
   * @throws ProviderException when it gives no answer
   */
  Answer ask(Question question) throws ProviderException;

  /** Whether its key works, as far as that can be told without paying. */
  default KeyCheck checkKey() {
    return KeyCheck.NOT_OFFERED;
  }
}
