package enrichment.workflows.webhooks;

/** What became of a webhook. Stored in histories. */
public enum WebhookOutcome {
  NOT_REQUESTED,
  DELIVERED,
  /** Refused for good, or every attempt failed. */
  UNDELIVERABLE
}
