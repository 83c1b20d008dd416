package enrichment.api;

import enrichment.domain.ContactKey;
import enrichment.store.sql.Database;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/**
 * As {@link StubActivities}, but the provider is busy until it is let go, and so is the receiver
 * until it is. The in-process server leaves a workflow hanging that is cancelled while an attempt
 * of its activity ends, so the next attempt comes after the test, unless it is said to come soon.
 */
final class HeldActivities extends StubActivities {

  private volatile boolean held = true;
  private volatile Duration pause = Duration.ofHours(1);
  private volatile int freeContacts = 1;
  private volatile boolean delivers;

  HeldActivities(Database database) {
    super(database);
  }

  /** Where it is let go, and not cancelled. */
  void tryAgainSoon() {
    pause = Duration.ofMillis(200);
  }

  void letGo() {
    held = false;
  }

  /** Also the first contact, which otherwise ends at once. */
  void holdEverybody() {
    freeContacts = 0;
  }

  void deliver() {
    delivers = true;
  }

  @Override
  public LookupResult lookUpContact(LookupInput input) {
    if (held && input.contact().position() >= freeContacts) {
      throw later(FailureTypes.ASK_LATER, pause);
    }
    return super.lookUpContact(input);
  }

  @Override
  public void postWebhook(ContactKey contact) {
    if (!delivers) {
      throw later(FailureTypes.WEBHOOK_NOT_DELIVERED, Duration.ofMillis(200));
    }
  }

  private static ApplicationFailure later(String type, Duration pause) {
    return ApplicationFailure.newBuilder()
        .setMessage("Busy")
        .setType(type)
        .setNextRetryDelay(pause)
        .build();
  }
}
