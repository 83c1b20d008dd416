package enrichment.store;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.statement.StatementContext;

/** An enrichment that was accepted and whose books are still open. */
public record UnfinishedEnrichment(UUID enrichmentId, NewEnrichment.Kind kind) {

  static UnfinishedEnrichment of(ResultSet row, StatementContext context) throws SQLException {
    return new UnfinishedEnrichment(
        row.getObject("enrichment_id", UUID.class),
        NewEnrichment.Kind.valueOf(row.getString("kind")));
  }
}
