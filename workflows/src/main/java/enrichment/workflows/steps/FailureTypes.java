package enrichment.workflows.steps;

/** The types of failures that activities report. Stored in histories. */
public final class FailureTypes {

  /** The provider will not answer for this contact, however often it is asked. */
  public static final String PROVIDER_FAILED = "PROVIDER_FAILED";

  /** The provider is busy or down, or has not answered yet; the failure says when to ask again. */
  public static final String ASK_LATER = "ASK_LATER";

  /** The attempt failed; the next one comes by the delivery schedule. */
  public static final String WEBHOOK_NOT_DELIVERED = "WEBHOOK_NOT_DELIVERED";

  /** The receiver wants no more messages at this URL (410 Gone). */
  public static final String WEBHOOK_GONE = "WEBHOOK_GONE";

  /** The last attempt of the delivery schedule has failed. */
  public static final String WEBHOOK_EXHAUSTED = "WEBHOOK_EXHAUSTED";

  /** Somebody has asked for the message to be delivered again, and that goes on elsewhere. */
  public static final String WEBHOOK_SUPERSEDED = "WEBHOOK_SUPERSEDED";

  /**
   * PostgreSQL has no row of what the activity is about, since it was restored to a state before
   * it, say. No further attempt finds one, so the workflow ends with this.
   */
  public static final String ENRICHMENT_UNKNOWN = "ENRICHMENT_UNKNOWN";

  /** A worker is asked to reconcile while another one may still be at work on the same. */
  public static final String NOT_IN_TURN = "NOT_IN_TURN";

  private FailureTypes() {}
}
