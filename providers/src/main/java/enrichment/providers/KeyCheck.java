package enrichment.providers;

import org.jspecify.annotations.Nullable;

/**
 * What a provider says of the key that it is called with.
 *
 * @param detail a few words for the operator, such as the credits that are left there
 */
public record KeyCheck(State state, @Nullable String detail) {

  /** Whether the key works. */
  public enum State {
    VALID,
    REFUSED,
    /** The provider has no free call that would tell. */
    NOT_OFFERED,
    /** It did not answer. */
    UNREACHABLE
  }

  public static final KeyCheck NOT_OFFERED = new KeyCheck(State.NOT_OFFERED, null);
}
