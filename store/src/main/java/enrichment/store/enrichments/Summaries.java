package enrichment.store.enrichments;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.store.contacts.OutcomeCounts;
import enrichment.store.sql.GoneException;
import enrichment.store.sql.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Reads how far enrichments are. */
final class Summaries {

  private static final String SUMMARIES =
      """
      select e.enrichment_id, e.kind, e.contacts, e.received_at,
          e.purged_at is not null as gone, c.*, d.*
      from %s e
      cross join lateral (
        select
      """
          + OutcomeCounts.COLUMNS
          + """
            , sum(credits) as charged,
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
      """;

  /** Only what is on the page is counted. */
  private static final String PAGE =
      """
      (select * from enrichment
      where account_id = :accountId and state = 'ACCEPTED' and purged_at is null
        %s
      order by enrichment_id desc limit :limit)
      """;

  private static final String CLOSED =
      "and closed_at is not null and any_cancelled = (:status = 'CANCELLED')";

  private static final String UNDELIVERED =
      "and closed_at is null and settled_at is not null"
          + " and any_cancelled = (:status = 'CANCELLED')";

  private static final String OPEN =
      """
      and closed_at is null and settled_at is null and :status = (
        select case
          when count(outcome) = 0 then 'QUEUED'
          when count(outcome) < count(*) then 'IN_PROGRESS'
          when bool_or(outcome = 'CANCELLED') then 'CANCELLED'
          else 'FINISHED' end
        from contact c where c.enrichment_id = enrichment.enrichment_id)
      """;

  /** Each of both has an index of its own. */
  private static final List<String> OF_TYPE =
      List.of(
          "and enrichment_type = :type ",
          """
          and kind = 'COMBINED' and enrichment_type <> :type and exists (
            select from contact c
            where c.enrichment_id = enrichment.enrichment_id and c.enrichment_type = :type)
          """);

  static Optional<EnrichmentSummary> find(Handle handle, UUID accountId, UUID enrichmentId) {
    return handle
        .createQuery(
            SUMMARIES.formatted("enrichment")
                + """
                where e.account_id = :accountId and e.state = 'ACCEPTED'
                  and e.enrichment_id = :enrichmentId
                """)
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
    var page = before == null ? "" : "and enrichment_id < :before ";
    var listed =
        (type == null ? List.of("") : OF_TYPE)
            .stream()
                .map(ofType -> listed(status, ofType + page))
                .collect(Collectors.joining(" union all ", "(", ")"));
    return handle
        .createQuery(
            SUMMARIES.formatted(latest(listed)) + "order by e.enrichment_id desc limit :limit")
        .bind("accountId", accountId)
        .bind("status", status)
        .bind("type", type == null ? null : type.wireName())
        .bind("before", before)
        .bind("limit", limit)
        .map(Summaries::summary)
        .list();
  }

  /** Of all that are on the page of one of these. */
  private static String latest(String pages) {
    return "(select * from " + pages + " p order by enrichment_id desc limit :limit)";
  }

  private static String listed(@Nullable EnrichmentStatus status, String filter) {
    if (status == null) {
      return PAGE.formatted(filter);
    }
    var open = PAGE.formatted(filter + OPEN);
    return status.isFinal()
        ? PAGE.formatted(filter + CLOSED)
            + "union all"
            + PAGE.formatted(filter + UNDELIVERED)
            + "union all"
            + open
        : open;
  }

  private static EnrichmentSummary summary(ResultSet row, StatementContext context)
      throws SQLException {
    GoneException.throwIf(row.getBoolean("gone"));
    return new EnrichmentSummary(
        row.getObject("enrichment_id", UUID.class),
        EnrichmentKind.valueOf(row.getString("kind")),
        Enrichments.types(row),
        row.getInt("contacts"),
        OutcomeCounts.read(row),
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
