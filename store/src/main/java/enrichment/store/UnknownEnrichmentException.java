package enrichment.store;

/**
 * The database has no row of an enrichment, a contact or a message that a workflow is about. It is
 * not away, nor is the person erased: of those rows stay. A workflow is started for what is
 * committed, so the row was there; the database was restored to a state before it, or it was purged
 * long ago.
 */
public final class UnknownEnrichmentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UnknownEnrichmentException() {
    super(
        "PostgreSQL does not know this enrichment: it was restored to a state before it, or the"
            + " enrichment was purged");
  }
}
