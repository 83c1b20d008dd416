package enrichment.store;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** What the providers were worth: how often each had something, how fast, at what cost. */
public final class ProviderStatistics {

  private final Jdbi jdbi;

  public ProviderStatistics(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * One provider, as far as one kind of question goes.
   *
   * @param answered questions that it answered; of them {@code hits} with something
   * @param failed those that it did not answer, {@code inDoubt} among them
   * @param medianTook of those that it answered; null when there are none, as {@code p95Took}
   * @param cost of all answers
   * @param failing why nobody asks it right now, if nobody does
   */
  public record ProviderFigures(
      String provider,
      String askedFor,
      int questions,
      int answered,
      int hits,
      int failed,
      int inDoubt,
      @Nullable Duration medianTook,
      @Nullable Duration p95Took,
      BigDecimal cost,
      @Nullable String failing,
      @Nullable OffsetDateTime failingUntil) {}

  /**
   * Of every provider that was asked anything in that time.
   *
   * @param age up to how long ago
   */
  public List<ProviderFigures> since(Duration age) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select l.provider, l.asked_for, count(*) as questions,
                        count(*) filter (where answered) as answered,
                        count(*) filter (where l.outcome = 'FOUND') as hits,
                        count(*) filter (where l.outcome in ('FAILED', 'IN_DOUBT')) as failed,
                        count(*) filter (where l.outcome = 'IN_DOUBT') as in_doubt,
                        percentile_disc(0.5) within group (order by l.took_ms)
                          filter (where answered) as median_ms,
                        percentile_disc(0.95) within group (order by l.took_ms)
                          filter (where answered) as p95_ms,
                        coalesce(sum(l.cost), 0) as cost,
                        o.reason, greatest(o.open_until, o.probe_until) as failing_until
                    from lookup l
                    cross join lateral (
                      select l.outcome in ('FOUND', 'NOT_FOUND', 'REFUTED') as answered) a
                    left join provider_circuit o
                      on o.provider = l.provider and o.open_until is not null
                    -- Not those that were answered for somebody else, or never put.
                    where l.attempts > 0 and l.started_at > now() - :age
                    group by l.provider, l.asked_for, o.provider
                    order by l.provider, l.asked_for
                    """)
                .bind("age", age)
                .map(ProviderStatistics::figures)
                .list());
  }

  private static ProviderFigures figures(ResultSet row, StatementContext context)
      throws SQLException {
    return new ProviderFigures(
        row.getString("provider"),
        row.getString("asked_for"),
        row.getInt("questions"),
        row.getInt("answered"),
        row.getInt("hits"),
        row.getInt("failed"),
        row.getInt("in_doubt"),
        millis(row, "median_ms"),
        millis(row, "p95_ms"),
        row.getBigDecimal("cost"),
        row.getString("reason"),
        row.getObject("failing_until", OffsetDateTime.class));
  }

  private static @Nullable Duration millis(ResultSet row, String column) throws SQLException {
    var value = row.getLong(column);
    return row.wasNull() ? null : Duration.ofMillis(value);
  }
}
