package enrichment.store.sql;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * The database has no row of an enrichment, a contact or a message that a workflow is about. It is
 * not away, nor is the person erased: of those rows stay. A workflow is started for what is
 * committed, so the row was there; the database was restored to a state before it, or it was purged
 * long ago.
 */
public final class UnknownEnrichmentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Passes for every enrichment that has a row, a purged or erased one too. */
  public static void unlessKnown(Handle handle, UUID enrichmentId) {
    var isKnown =
        handle
            .createQuery(
                "select exists (select from enrichment where enrichment_id = :enrichmentId)")
            .bind("enrichmentId", enrichmentId)
            .mapTo(boolean.class)
            .one();
    if (!isKnown) {
      throw new UnknownEnrichmentException();
    }
  }

  public UnknownEnrichmentException() {
    super(
        "PostgreSQL does not know this enrichment: it was restored to a state before it, or the"
            + " enrichment was purged");
  }
}
