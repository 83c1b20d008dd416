package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.workflows.ContactEnrichmentResult.WebhookOutcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The contact workflow after a careless change. */
public final class DeliversBeforeItLooksUpWorkflow implements ContactEnrichmentWorkflow {

  private static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build();

  @Override
  public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
    Workflow.newActivityStub(WebhookActivities.class, OPTIONS).postWebhook(input.contact());
    var step = input.plan().providers().getFirst();
    var result =
        Workflow.newActivityStub(LookupActivities.class, OPTIONS)
            .lookUpContact(new LookupInput(input.contact(), step, true, false, false));
    return new ContactEnrichmentResult(result.contactEnded(), WebhookOutcome.DELIVERED);
  }

  @Override
  public Admission admission() {
    throw new UnsupportedOperationException();
  }
}
