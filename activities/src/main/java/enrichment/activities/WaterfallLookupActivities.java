package enrichment.activities;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.LookupOutcome;
import enrichment.store.ContactToLookUp;
import enrichment.store.Findings;
import enrichment.store.Lookups;
import enrichment.store.Settlements;
import enrichment.workflows.FailureTypes;
import enrichment.workflows.LookupActivities;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;

/** Asks the configured providers, and writes what they say to the database. */
public final class WaterfallLookupActivities implements LookupActivities {

  /**
   * How many attempts may end without the provider having said or failed anything: their worker
   * died, or something of ours failed. It is enough for an outage, and an end for a contact that
   * takes its worker down every time.
   */
  private static final int ATTEMPTS_WITHOUT_A_WORD = 20;

  private final Waterfall waterfall;
  private final Lookups lookups;
  private final Settlements settlements;

  public WaterfallLookupActivities(Waterfall waterfall, Lookups lookups, Settlements settlements) {
    this.waterfall = waterfall;
    this.lookups = lookups;
    this.settlements = settlements;
  }

  @Override
  public LookupResult lookUpContact(LookupInput input) {
    var provider =
        waterfall
            .find(input.step().provider())
            .orElseThrow(() -> failedForGood("The provider is not configured any more"));
    var contact = lookups.begin(input.contact(), provider.name());
    if (contact.ended() != null) {
      return new LookupResult(
          contact.ended() == ContactOutcome.FOUND ? LookupOutcome.FOUND : LookupOutcome.NOT_FOUND,
          contact.ended());
    }
    if (contact.answered() != null) {
      return record(provider, Optional.empty(), input);
    }
    if (contact.attempt() > provider.attempts() + ATTEMPTS_WITHOUT_A_WORD) {
      throw failedForGood("No attempt at this provider comes to an end");
    }
    return ask(provider, contact, input);
  }

  private LookupResult ask(Provider provider, ContactToLookUp contact, LookupInput input) {
    try {
      return record(provider, provider.lookUp(contact), input);
    } catch (ProviderException e) {
      lookups.recordFailure(input.contact(), provider.name());
      if (e.isPermanent() || contact.attempt() >= provider.attempts()) {
        throw failedForGood(e.getMessage());
      }
      throw ApplicationFailure.newFailure(e.getMessage(), ProviderException.class.getSimpleName());
    }
  }

  private LookupResult record(Provider provider, Optional<Findings> answer, LookupInput input) {
    ContactKey contact = input.contact();
    if (answer.isPresent()) {
      return new LookupResult(
          LookupOutcome.FOUND, settlements.settleFound(contact, provider.name(), answer.get()));
    }
    if (input.last()) {
      return new LookupResult(
          LookupOutcome.NOT_FOUND, settlements.settleNotFound(contact, provider.name()));
    }
    lookups.recordMiss(contact, provider.name());
    return new LookupResult(LookupOutcome.NOT_FOUND, null);
  }

  private static ApplicationFailure failedForGood(String reason) {
    return ApplicationFailure.newNonRetryableFailure(reason, FailureTypes.PROVIDER_FAILED);
  }
}
