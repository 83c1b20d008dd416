package enrichment.temporal;

import io.temporal.common.Priority;
import java.util.UUID;

/**
 * By what Temporal takes turns. Where a task queue is fair, it hands out the tasks of all keys in
 * turn, and those of one key in their order. What a workflow starts has its key: activities,
 * children, the next run.
 *
 * <p>An account has two keys: what somebody may be waiting for is not queued behind the account's
 * own batches. A priority would put it before the batches of everybody else as well.
 */
public final class Fairness {

  private static final String ONE_CONTACT = "/one";

  /** Of work on many contacts or messages. */
  public static Priority many(UUID accountId) {
    return key(accountId.toString());
  }

  /** Of work on one contact or message. */
  public static Priority one(UUID accountId) {
    return key(accountId + ONE_CONTACT);
  }

  private static Priority key(String key) {
    return Priority.newBuilder().setFairnessKey(key).build();
  }

  private Fairness() {}
}
