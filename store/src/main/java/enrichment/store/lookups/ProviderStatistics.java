package enrichment.store.lookups;

import enrichment.store.sql.Database;
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
   * @param medianTook of those that it answered, to five hundredths; null when there are none, as
   *     {@code p95Took}
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
   * Of every provider that was asked anything since the beginning of that day, by UTC. What is old
   * is read from its sums ({@link ProviderSums}).
   *
   * @param age how long ago the first day is
   */
  public List<ProviderFigures> since(Duration age) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with young as (
                      -- Not those that were answered for somebody else, or never put.
                      select provider, asked_for,
                          case when outcome in ('FOUND', 'NOT_FOUND', 'REFUTED')
                            then latency_bucket(took_ms) end as bucket,
                          count(*) as questions,
                          count(*) filter (where outcome = 'FOUND') as hits,
                          count(*) filter (where outcome in ('FAILED', 'IN_DOUBT')) as failed,
                          count(*) filter (where outcome = 'IN_DOUBT') as in_doubt,
                          coalesce(sum(cost), 0) as cost
                      from lookup
                      where attempts > 0 and started_at >= greatest(
                        (select until from provider_sums), date_trunc('day', now() - :age, 'UTC'))
                      group by 1, 2, 3),
                    asked as (
                      select provider, asked_for, sum(questions) as questions, sum(hits) as hits,
                          sum(failed) as failed, sum(in_doubt) as in_doubt, sum(cost) as cost
                      from (
                        select provider, asked_for, questions, hits, failed, in_doubt, cost
                        from provider_day
                        where day >= ((now() - :age) at time zone 'UTC')::date
                        union all
                        select provider, asked_for, questions, hits, failed, in_doubt, cost
                        from young) a
                      group by provider, asked_for),
                    answered as (
                      select provider, asked_for, bucket, sum(answered) as answered
                      from (
                        select provider, asked_for, bucket, answered from provider_day_latency
                        where day >= ((now() - :age) at time zone 'UTC')::date
                        union all
                        select provider, asked_for, bucket, questions from young
                        where bucket is not null) a
                      group by provider, asked_for, bucket),
                    ranked as (
                      select *,
                          sum(answered) over (partition by provider, asked_for) as of_all,
                          sum(answered) over (
                            partition by provider, asked_for order by bucket) as so_fast
                      from answered),
                    latency as (
                      select provider, asked_for, min(of_all) as answered,
                          min(bucket) filter (where so_fast >= 0.5 * of_all) as median,
                          min(bucket) filter (where so_fast >= 0.95 * of_all) as p95
                      from ranked group by provider, asked_for)
                    select a.*, coalesce(l.answered, 0) as answered, l.median, l.p95,
                        o.reason, greatest(o.open_until, o.probe_until) as failing_until
                    from asked a
                    left join latency l using (provider, asked_for)
                    left join provider_circuit o
                      on o.provider = a.provider and o.open_until is not null
                    order by a.provider, a.asked_for
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
        took(row, "median"),
        took(row, "p95"),
        row.getBigDecimal("cost"),
        row.getString("reason"),
        row.getObject("failing_until", OffsetDateTime.class));
  }

  /** The middle of a bucket, of which each is a tenth wider than the one before. */
  private static @Nullable Duration took(ResultSet row, String column) throws SQLException {
    var bucket = row.getInt(column);
    return row.wasNull()
        ? null
        : Duration.ofMillis(bucket < 0 ? 0 : Math.round(Math.pow(1.1, bucket - 0.5)));
  }
}
