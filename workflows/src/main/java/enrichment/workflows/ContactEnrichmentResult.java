package enrichment.workflows;

import enrichment.domain.ContactOutcome;
import enrichment.workflows.webhooks.WebhookOutcome;
import org.jspecify.annotations.Nullable;

/**
 * @param outcome how the contact ended; absent when its single enrichment was not admitted
 * @param webhook what became of its webhook
 */
public record ContactEnrichmentResult(@Nullable ContactOutcome outcome, WebhookOutcome webhook) {

  static final ContactEnrichmentResult NOT_ADMITTED =
      new ContactEnrichmentResult(null, WebhookOutcome.NOT_REQUESTED);
}
