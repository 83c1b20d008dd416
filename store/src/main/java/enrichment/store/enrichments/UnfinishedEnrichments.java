package enrichment.store.enrichments;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.OpenEnrichment;
import enrichment.domain.Unfinished;
import enrichment.domain.UnfinishedPlace;
import enrichment.store.sql.Database;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** Accepted enrichments that need a workflow, read a page at a time. */
public final class UnfinishedEnrichments {

  private static final UUID NIL = new UUID(0, 0);

  private static final String OPEN =
      "from enrichment e where e.state = 'ACCEPTED' and e.closed_at is null";

  private static final String UNTOLD =
      """
      from enrichment e join delivery d on d.finished_enrichment_id = e.enrichment_id
      where e.state = 'ACCEPTED' and e.closed_at is not null
        and d.position is null and d.state = 'PENDING' and d.redelivery_id is null
      """;

  /**
   * Books are closed by the statement that resolves every hold, so there is none: see the
   * rationale. Whatever else may have closed them has done so lately, or was found before.
   */
  private static final String HOLDING =
      """
      from enrichment e
      where e.state = 'ACCEPTED' and e.closed_at > now() - interval '1 day' and e.purged_at is null
        and (
          select sum(case c.kind when 'hold' then c.amount else -c.amount end)
          from credit_entry c where c.enrichment_id = e.enrichment_id) > 0
      """;

  private final Jdbi jdbi;

  public UnfinishedEnrichments(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What there is to be known of one without looking into its contacts. */
  public record Key(UUID accountId, UUID enrichmentId, EnrichmentKind kind) {

    public UnfinishedPlace place() {
      return new UnfinishedPlace(accountId, enrichmentId);
    }
  }

  /**
   * @param after null: from the first on
   */
  public List<Key> page(Unfinished why, @Nullable UnfinishedPlace after, int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select e.account_id, e.enrichment_id, e.kind "
                        + from(why)
                        + """
                         and (e.account_id, e.enrichment_id) > (:accountId, :enrichmentId)
                        order by e.account_id, e.enrichment_id limit :limit
                        """)
                .bind("accountId", after == null ? NIL : after.accountId())
                .bind("enrichmentId", after == null ? NIL : after.enrichmentId())
                .bind("limit", limit)
                .map(UnfinishedEnrichments::key)
                .list());
  }

  /** How many are open, or have yet to tell that they are finished. */
  public int count() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select (select count(*) %s) + (select count(*) %s)".formatted(OPEN, UNTOLD))
                .mapTo(int.class)
                .one());
  }

  private static String from(Unfinished why) {
    return switch (why) {
      case OPEN -> OPEN;
      case UNTOLD -> UNTOLD;
      case HOLDING -> HOLDING;
    };
  }

  private static Key key(ResultSet row, StatementContext context) throws SQLException {
    return new Key(
        row.getObject("account_id", UUID.class),
        row.getObject("enrichment_id", UUID.class),
        EnrichmentKind.valueOf(row.getString("kind")));
  }

  /** As their workflows are started. */
  public List<OpenEnrichment> read(List<UUID> enrichmentIds) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select "
                        + OpenEnrichmentRows.COLUMNS
                        + " from enrichment e where e.enrichment_id = any(:ids)"
                        + " order by e.enrichment_id")
                .bindArray("ids", UUID.class, enrichmentIds)
                .map(OpenEnrichmentRows::read)
                .list());
  }
}
