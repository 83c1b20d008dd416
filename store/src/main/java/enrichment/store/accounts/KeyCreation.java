package enrichment.store.accounts;

import java.time.Instant;

/** What has come of asking for a key. */
public sealed interface KeyCreation {

  /** It is there. */
  record Made(ApiKeyReport report) implements KeyCreation {}

  /** The key that asked works no longer. */
  record MakerEnded() implements KeyCreation {}

  /**
   * It would last longer than the key that asked.
   *
   * @param end of that key
   */
  record OutlivesMaker(Instant end) implements KeyCreation {}

  /**
   * The account has as many keys that work as it may.
   *
   * @param most how many those are
   */
  record TooMany(int most) implements KeyCreation {}
}
