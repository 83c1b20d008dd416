package enrichment.store;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/**
 * Enrichments that are to end early. It is written down first, and every lookup looks here before
 * it begins: so a cancellation holds whatever becomes of the workflow.
 */
public final class Cancellations {

  private final Jdbi jdbi;

  public Cancellations(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * No lookup begins for the enrichment once this has returned.
   *
   * @return what is to be cancelled; empty when there is nothing that is still open
   */
  public Optional<UnfinishedEnrichment> request(UUID accountId, UUID enrichmentId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    update enrichment set cancel_requested_at = coalesce(cancel_requested_at, now())
                    where account_id = :accountId and enrichment_id = :enrichmentId
                      and state = 'ACCEPTED' and closed_at is null
                    returning enrichment_id, kind
                    """)
                .bind("accountId", accountId)
                .bind("enrichmentId", enrichmentId)
                .map(UnfinishedEnrichment::of)
                .findOne());
  }

  /** What is to be cancelled and is open still. */
  public List<UnfinishedEnrichment> unfinished() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select enrichment_id, kind from enrichment
                    where cancel_requested_at is not null and closed_at is null
                      and state = 'ACCEPTED'
                    """)
                .map(UnfinishedEnrichment::of)
                .list());
  }
}
