package enrichment.store.contacts;

import enrichment.domain.EnrichmentTotals;
import java.sql.ResultSet;
import java.sql.SQLException;

/** How many of an enrichment's contacts ended in which way. */
public final class OutcomeCounts {

  /** Of rows of the table {@code contact}. */
  public static final String COLUMNS =
      """
      count(*) filter (where outcome = 'FOUND') as found,
          count(*) filter (where outcome = 'NOT_FOUND') as not_found,
          count(*) filter (where outcome = 'FAILED') as failed,
          count(*) filter (where outcome = 'CANCELLED') as cancelled
      """;

  public static EnrichmentTotals read(ResultSet row) throws SQLException {
    return new EnrichmentTotals(
        row.getInt("found"),
        row.getInt("not_found"),
        row.getInt("failed"),
        row.getInt("cancelled"));
  }

  private OutcomeCounts() {}
}
