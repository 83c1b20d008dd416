package enrichment.replay;

import enrichment.domain.Admission;
import enrichment.domain.ContactOutcome;
import enrichment.workflows.ContactEnrichmentInput;
import enrichment.workflows.ContactEnrichmentResult;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import enrichment.workflows.LookupActivities;
import enrichment.workflows.LookupInput;
import enrichment.workflows.webhooks.WebhookActivities;
import enrichment.workflows.webhooks.WebhookOutcome;
import io.temporal.activity.ActivityOptions;
import io.temporal.workflow.Workflow;
import java.time.Duration;

/** The contact workflow after changes that runs under way do not survive. */
final class CarelessChanges {

  private static final ActivityOptions OPTIONS =
      ActivityOptions.newBuilder().setStartToCloseTimeout(Duration.ofSeconds(30)).build();

  private abstract static class Careless implements ContactEnrichmentWorkflow {

    final ContactEnrichmentWorkflow asItWas = new ContactEnrichmentWorkflowImpl();

    @Override
    public Admission admission() {
      return asItWas.admission();
    }
  }

  public static final class DeliversFirst extends Careless {

    @Override
    public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
      Workflow.newActivityStub(WebhookActivities.class, OPTIONS).postWebhook(input.contact());
      var step = input.plan().providers().getFirst();
      var result =
          Workflow.newActivityStub(LookupActivities.class, OPTIONS)
              .lookUpContact(new LookupInput(input.contact(), step, true, false, false));
      return new ContactEnrichmentResult(result.contactEnded(), WebhookOutcome.DELIVERED);
    }
  }

  public static final class WaitsFirst extends Careless {

    @Override
    public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
      Workflow.sleep(Duration.ofSeconds(1));
      return asItWas.enrich(input);
    }
  }

  public static final class DoesNothing extends Careless {

    @Override
    public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
      return new ContactEnrichmentResult(ContactOutcome.FAILED, WebhookOutcome.NOT_REQUESTED);
    }
  }

  public static final class Fails extends Careless {

    @Override
    public ContactEnrichmentResult enrich(ContactEnrichmentInput input) {
      throw new IllegalStateException("No plan");
    }
  }

  private CarelessChanges() {}
}
