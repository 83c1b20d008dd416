package enrichment.activities.lookups;

import enrichment.store.lookups.ContactToLookUp;
import java.time.Duration;

/**
 * When a contact looks again for what has become of another one's lookup: the longer it takes, the
 * less often that is worth a look.
 */
final class FollowDelay {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  static Duration of(ContactToLookUp contact) {
    var delay = contact.acceptedFor().dividedBy(4);
    if (delay.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
  }

  private FollowDelay() {}
}
