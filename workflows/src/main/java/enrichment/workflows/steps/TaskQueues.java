package enrichment.workflows.steps;

/** The task queues that workers poll. Their names are known to Temporal: never rename one. */
public final class TaskQueues {

  /**
   * Where enrichments are decided on while a client waits: never queued behind the contacts of
   * those that were accepted before.
   */
  public static final String ADMISSION = "admission";

  /** Accepted batches, their contacts, settlements, and lookups that call nobody outside. */
  public static final String ENRICHMENT = "enrichment";

  /** Webhook deliveries alone: a slow receiver holds a slot for seconds, and must hold no other. */
  public static final String WEBHOOKS = "webhooks";

  /** Where a provider is asked that calls out: it may be slow, and must hold no slot of others. */
  public static String lookups(String provider) {
    return "lookups/" + provider;
  }

  private TaskQueues() {}
}
