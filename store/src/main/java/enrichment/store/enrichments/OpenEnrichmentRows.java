package enrichment.store.enrichments;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.OpenEnrichment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** Reads enrichments whose books are not closed. */
public final class OpenEnrichmentRows {

  /** Of the table {@code enrichment e}. */
  public static final String COLUMNS =
      """
      e.enrichment_id, e.account_id, e.kind,
      array(
        select t.enrichment_type from contact t where t.enrichment_id = e.enrichment_id
        group by t.enrichment_type order by min(t.position)) as types
      """;

  public static OpenEnrichment read(ResultSet row, StatementContext context) throws SQLException {
    return new OpenEnrichment(
        row.getObject("enrichment_id", UUID.class),
        row.getObject("account_id", UUID.class),
        EnrichmentKind.valueOf(row.getString("kind")),
        Enrichments.types(row));
  }

  private OpenEnrichmentRows() {}
}
