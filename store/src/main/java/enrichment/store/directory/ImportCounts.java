package enrichment.store.directory;

/** How many people an import added to the directory, and how many it brought up to date. */
public record ImportCounts(long imported, long updated) {
  public static final ImportCounts NONE = new ImportCounts(0, 0);

  public ImportCounts plus(ImportCounts other) {
    return new ImportCounts(imported + other.imported, updated + other.updated);
  }
}
