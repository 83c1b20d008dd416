package enrichment.store;

/**
 * An account's credits at one moment.
 *
 * @param available what new enrichments can hold
 * @param held what running enrichments have put aside and neither charged nor returned
 */
public record CreditBalance(long available, long held) {}
