package enrichment.store.webhooks;

/** Where the delivery of a message stands. */
public enum DeliveryState {
  PENDING,
  DELIVERED,
  /** The receiver wants no more messages. */
  GONE,
  /** The last attempt has failed. */
  EXHAUSTED
}
