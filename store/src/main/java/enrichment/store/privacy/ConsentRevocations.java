package enrichment.store.privacy;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.OpenEnrichment;
import enrichment.store.accounts.Consents;
import enrichment.store.enrichments.Cancellations;
import enrichment.store.enrichments.OpenEnrichmentRows;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Revokes consent, and stops what needs it. */
public final class ConsentRevocations {

  private final Jdbi jdbi;

  public ConsentRevocations(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * No lookup of a personal email is written down as begun once this has returned, so none begins
   * once {@link Lookups#TIME_TO_CALL} is over as well. What those under way come to is dropped.
   *
   * @param address from where the request came
   * @return the enrichments whose lookups of personal emails may be under way; those of several
   *     types ({@link EnrichmentKind#COMBINED}) go on with the others, all else is to be cancelled
   */
  public List<OpenEnrichment> revoke(UUID accountId, String address) {
    return jdbi.inTransaction(
        handle -> {
          Consents.revoke(handle, accountId, address);
          return handle
              .createQuery(
                  """
                  with stopped as (
                    update enrichment e
                    set cancel_requested_at = coalesce(cancel_requested_at, now())
                    where account_id = :accountId and enrichment_type = 'personal_email'
                      and kind <> 'COMBINED' and %2$s
                    returning %1$s)
                  select * from stopped
                  union all
                  select %1$s from enrichment e
                  where e.account_id = :accountId and e.kind = 'COMBINED'
                    and e.state = 'ACCEPTED' and e.settled_at is null and e.closed_at is null
                    and exists (
                      select from contact c
                      where c.enrichment_id = e.enrichment_id and c.outcome is null
                        and c.enrichment_type = 'personal_email')
                  """
                      .formatted(OpenEnrichmentRows.COLUMNS, Cancellations.HAS_OPEN_CONTACTS))
              .bind("accountId", accountId)
              .map(OpenEnrichmentRows::read)
              .list();
        });
  }
}
