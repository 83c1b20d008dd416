package enrichment.cli.send;

/**
 * What is known of a file once it was read to its end.
 *
 * @param size in bytes
 * @param usable how many rows are contacts
 * @param rejected how many are not
 */
record Survey(long size, String sha256, long usable, long rejected) {}
