package enrichment.store.webhooks;

/**
 * What became of a sample message.
 *
 * @param delivered whether it was taken
 */
public record WebhookTestResult(boolean delivered, DeliveryAttempt attempt) {}
