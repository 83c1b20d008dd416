package enrichment.cli.send;

/**
 * How far the output is.
 *
 * @param batches so many, from the first
 * @param bytes of the file that hold them
 * @param checksum of these bytes (CRC-32C)
 */
record Written(int batches, long bytes, long checksum) {

  static final Written NOTHING = new Written(0, 0, 0);
}
