package enrichment.workflows.webhooks;

import java.util.UUID;

/** One message of a redelivery. */
public record RedeliveryStep(UUID redeliveryId, UUID messageId) {}
