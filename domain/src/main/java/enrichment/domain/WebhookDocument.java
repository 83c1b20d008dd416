package enrichment.domain;

/** What the body of a webhook can be. */
public sealed interface WebhookDocument permits ContactDocument, EnrichmentFinishedDocument {}
