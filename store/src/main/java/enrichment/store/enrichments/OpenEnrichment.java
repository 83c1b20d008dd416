package enrichment.store.enrichments;

import enrichment.domain.EnrichmentType;
import enrichment.store.contacts.NewEnrichment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * An enrichment whose books are not closed, as its workflow is started.
 *
 * @param types what its contacts are looked up for, each once
 */
public record OpenEnrichment(
    UUID enrichmentId, UUID accountId, NewEnrichment.Kind kind, List<EnrichmentType> types) {

  /** Of the table {@code enrichment e}. */
  public static final String COLUMNS =
      """
      e.enrichment_id, e.account_id, e.kind,
      array(
        select t.enrichment_type from contact t where t.enrichment_id = e.enrichment_id
        group by t.enrichment_type order by min(t.position)) as types
      """;

  public static OpenEnrichment of(NewEnrichment enrichment) {
    return new OpenEnrichment(
        enrichment.enrichmentId(),
        enrichment.accountId(),
        enrichment.kind(),
        enrichment.types().stream().distinct().toList());
  }

  public static OpenEnrichment read(ResultSet row, StatementContext context) throws SQLException {
    return new OpenEnrichment(
        row.getObject("enrichment_id", UUID.class),
        row.getObject("account_id", UUID.class),
        NewEnrichment.Kind.valueOf(row.getString("kind")),
        Enrichments.types(row));
  }
}
