package enrichment.api;

import enrichment.store.Database;
import enrichment.workflows.FailureTypes;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;

/** As {@link StubActivities}, but the provider is busy until it is let go. */
final class HeldActivities extends StubActivities {

  private volatile boolean held = true;

  HeldActivities(Database database) {
    super(database);
  }

  void letGo() {
    held = false;
  }

  @Override
  public LookupResult lookUpContact(LookupInput input) {
    if (held && input.contact().position() > 0) {
      throw ApplicationFailure.newBuilder()
          .setMessage("Busy")
          .setType(FailureTypes.ASK_LATER)
          .setNextRetryDelay(Duration.ofMillis(200))
          .build();
    }
    return super.lookUpContact(input);
  }
}
