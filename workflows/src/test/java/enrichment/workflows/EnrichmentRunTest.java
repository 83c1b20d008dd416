package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflow;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EnrichmentRunTest {

  private final UUID id = UUID.randomUUID();

  @Test
  void readsWhatTheWorkflowsAreCalled() {
    assertThat(EnrichmentRun.of(BulkEnrichmentWorkflow.workflowId(id)))
        .contains(new EnrichmentRun(id, null));
    assertThat(EnrichmentRun.of(ContactEnrichmentWorkflow.workflowId(new ContactKey(id, 7))))
        .contains(new EnrichmentRun(id, 7));
    assertThat(EnrichmentRun.of(ContactEnrichmentWorkflow.workflowId(id)))
        .contains(new EnrichmentRun(id, 0));
  }

  @Test
  void knowsWhatIsNoEnrichment() {
    assertThat(EnrichmentRun.of(WebhookRedeliveryWorkflow.workflowId(id))).isEmpty();
    assertThat(EnrichmentRun.of("bulk-enrichment/1")).isEmpty();
    assertThat(EnrichmentRun.of("")).isEmpty();
  }
}
