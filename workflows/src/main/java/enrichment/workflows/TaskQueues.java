package enrichment.workflows;

/** The task queues that workers poll. Their names are known to Temporal: never rename one. */
public final class TaskQueues {

  /** Workflows, lookups and the ledger. */
  public static final String ENRICHMENT = "enrichment";

  /** Webhook deliveries alone: a slow receiver holds a slot for seconds, and must hold no other. */
  public static final String WEBHOOKS = "webhooks";

  private TaskQueues() {}
}
