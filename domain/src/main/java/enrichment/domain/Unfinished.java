package enrichment.domain;

/** Why an accepted enrichment needs a workflow. */
public enum Unfinished {
  /** Its books are open. */
  OPEN,
  /** Its books are closed, and it has yet to tell that it is finished. */
  UNTOLD,
  /** Its books are closed over credits that are still held: the hold has no owner. */
  HOLDING
}
