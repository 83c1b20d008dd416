package enrichment.domain;

/**
 * A phone number.
 *
 * @param number E.164
 */
public record Phone(String number, LineType lineType) {}
