package enrichment.store.enrichments;

import enrichment.domain.OpenEnrichment;
import enrichment.store.sql.Database;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Enrichments that are to end early. It is written down first, and every lookup looks here before
 * it begins: so a cancellation holds whatever becomes of the workflow.
 */
public final class Cancellations {

  /** One whose webhooks alone are still to be delivered goes on. */
  public static final String HAS_OPEN_CONTACTS =
      """
      e.state = 'ACCEPTED' and e.settled_at is null and e.closed_at is null
        and exists (
          select from contact c where c.enrichment_id = e.enrichment_id and c.outcome is null)
      """;

  private final Jdbi jdbi;

  public Cancellations(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * No lookup begins for the enrichment once this has returned.
   *
   * @return what is to be cancelled; empty when there is none with contacts that are still open
   */
  public Optional<OpenEnrichment> request(UUID accountId, UUID enrichmentId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update enrichment e
                    set cancel_requested_at = coalesce(cancel_requested_at, now())
                    where account_id = :accountId and enrichment_id = :enrichmentId
                      and\s"""
                        + HAS_OPEN_CONTACTS
                        + "returning "
                        + OpenEnrichmentRows.COLUMNS)
                .bind("accountId", accountId)
                .bind("enrichmentId", enrichmentId)
                .map(OpenEnrichmentRows::read)
                .findOne());
  }

  /** What is to be cancelled and is open still. */
  public List<OpenEnrichment> unfinished() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select "
                        + OpenEnrichmentRows.COLUMNS
                        + "from enrichment e where cancel_requested_at is not null and "
                        + HAS_OPEN_CONTACTS)
                .map(OpenEnrichmentRows::read)
                .list());
  }
}
