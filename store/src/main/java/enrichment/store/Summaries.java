package enrichment.store;

import enrichment.domain.EnrichmentType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads how far enrichments are. */
final class Summaries {

  private static final String SUMMARIES =
      """
      select e.enrichment_id, e.kind, e.contacts, e.received_at,
          e.purged_at is not null as gone, c.*, d.*
      from enrichment e
      cross join lateral (
        select count(*) filter (where outcome = 'FOUND') as found,
            count(*) filter (where outcome = 'NOT_FOUND') as not_found,
            count(*) filter (where outcome = 'FAILED') as failed,
            count(*) filter (where outcome = 'CANCELLED') as cancelled,
            count(outcome) as ended,
            sum(credits) as charged,
            coalesce(sum(price) filter (where outcome is not null), 0) - sum(credits) as returned,
            coalesce(sum(price) filter (where outcome is null), 0) as held,
            -- In the order of their positions; a batch has one.
            array(
              select enrichment_type from contact t where t.enrichment_id = e.enrichment_id
              group by enrichment_type order by min(position)) as types
        from contact where enrichment_id = e.enrichment_id) c
      cross join lateral (
        select count(*) filter (where state = 'DELIVERED') as delivered,
            count(*) filter (where state = 'PENDING') as pending,
            count(*) filter (where state in ('GONE', 'EXHAUSTED')) as undelivered
        from delivery where enrichment_id = e.enrichment_id) d
      where e.account_id = :accountId and e.state = 'ACCEPTED'
      """;

  /** Of those that are not closed there are few; of the others it is written down. */
  private static final String HAS_STATUS =
      """
      and case
        when e.closed_at is not null then
          case when e.any_cancelled then 'CANCELLED' else 'FINISHED' end
        when c.ended = 0 then 'QUEUED'
        when c.ended < e.contacts then 'IN_PROGRESS'
        when c.cancelled > 0 then 'CANCELLED'
        else 'FINISHED' end = :status
      """;

  static Optional<EnrichmentSummary> find(Handle handle, UUID accountId, UUID enrichmentId) {
    return handle
        .createQuery(SUMMARIES + "and e.enrichment_id = :enrichmentId")
        .bind("accountId", accountId)
        .bind("enrichmentId", enrichmentId)
        .map(Summaries::summary)
        .findOne();
  }

  static List<EnrichmentSummary> list(
      Handle handle,
      UUID accountId,
      @Nullable EnrichmentStatus status,
      @Nullable EnrichmentType type,
      @Nullable UUID before,
      int limit) {
    var sql = new StringBuilder(SUMMARIES).append("and e.purged_at is null\n");
    if (status != null) {
      sql.append(HAS_STATUS);
    }
    if (status != null && !status.isFinal()) {
      sql.append("and e.closed_at is null\n");
    }
    if (type != null) {
      sql.append("and :type = any(c.types)\n");
    }
    if (before != null) {
      sql.append("and e.enrichment_id < :before\n");
    }
    return handle
        .createQuery(sql.append("order by e.enrichment_id desc limit :limit"))
        .bind("accountId", accountId)
        .bind("status", status)
        .bind("type", type == null ? null : type.wireName())
        .bind("before", before)
        .bind("limit", limit)
        .map(Summaries::summary)
        .list();
  }

  private static EnrichmentSummary summary(ResultSet row, StatementContext context)
      throws SQLException {
    GoneException.throwIf(row.getBoolean("gone"));
    return new EnrichmentSummary(
        row.getObject("enrichment_id", UUID.class),
        NewEnrichment.Kind.valueOf(row.getString("kind")),
        Enrichments.types(row),
        row.getInt("contacts"),
        Settlements.totals(row),
        row.getLong("held"),
        row.getLong("charged"),
        row.getLong("returned"),
        row.getInt("delivered"),
        row.getInt("pending"),
        row.getInt("undelivered"),
        Rows.instant(row, "received_at"));
  }

  private Summaries() {}
}
