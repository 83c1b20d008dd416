package enrichment.providers.finder;

/**
 * One way to write a given or family name in an address.
 *
 * @param full the name, in lower case ASCII
 * @param initial what stands for it where a pattern wants its initial: that of its first part, or
 *     of all its parts
 */
record NameVariant(String full, String initial) {

  static NameVariant of(String full) {
    return new NameVariant(full, full.substring(0, 1));
  }
}
