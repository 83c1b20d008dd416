package enrichment.store.lookups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import enrichment.domain.EnrichmentType;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProviderSumsTest {

  private static final Duration MONTH = Duration.ofDays(30);
  private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

  private final Database database = TestDatabase.create();
  private final ProviderStatistics statistics = new ProviderStatistics(database);

  /**
   * Lookups of two providers, some every hour for so many days, each with an outcome of its own.
   */
  private void fill(int days) {
    var account = Requests.account(database, 10_000);
    var enrichment = Requests.accepted(database, account, EnrichmentType.EMAIL, 100);
    TestDatabase.jdbi(database)
        .useHandle(
            handle ->
                handle
                    .createUpdate(
                        """
                        insert into lookup (enrichment_id, position, provider, asked_for, about,
                            attempts, outcome, started_at, took_ms, cost)
                        select :id, n % 100, 'vendor' || n % 2, 'email', n::text, 1,
                            (array['FOUND', 'NOT_FOUND', 'FAILED', 'IN_DOUBT', 'REFUTED', null])
                              [1 + n % 6],
                            now() - make_interval(mins => n * 20), n * 7919 % 3000, 0.25
                        from generate_series(1, :count) n
                        """)
                    .bind("id", enrichment.enrichmentId())
                    .bind("count", days * 72)
                    .execute());
  }

  @Test
  void saysTheSameWhetherLookupsAreAddedUpOrNot() {
    fill(40);
    var before = statistics.since(MONTH);
    var sums = new ProviderSums(database);
    // A little, then the rest; then what is added already.
    sums.advance(Duration.ZERO);
    assertThat(statistics.since(MONTH)).isEqualTo(before);
    sums.advance(LONG_ENOUGH);
    sums.advance(LONG_ENOUGH);
    assertThat(statistics.since(MONTH)).isEqualTo(before);
    assertThat(before).hasSize(2);

    // What is in the sums need not be there any more.
    execute("delete from lookup where started_at < (select until from provider_sums)");
    assertThat(statistics.since(MONTH)).isEqualTo(before);
    assertThat(count("lookup")).isBetween(70, 80);
  }

  @Test
  void saysMedianAndPercentileToFiveHundredths() {
    fill(1);
    for (var quantile : List.of(0.5, 0.95)) {
      double exact =
          TestDatabase.jdbi(database)
              .withHandle(
                  handle ->
                      handle
                          .createQuery(
                              """
                              select percentile_disc(:quantile) within group (order by took_ms)
                              from lookup where provider = 'vendor0'
                                and outcome in ('FOUND', 'NOT_FOUND', 'REFUTED')
                              """)
                          .bind("quantile", quantile)
                          .mapTo(double.class)
                          .one());
      var figures = statistics.since(MONTH).getFirst();
      var said = quantile == 0.5 ? figures.medianTook() : figures.p95Took();
      assertThat((double) said.toMillis()).isCloseTo(exact, within(exact * 0.05 + 0.5));
    }
  }

  @Test
  void forgetsDaysThatAreLongAgo() {
    fill(40);
    var sums = new ProviderSums(database);
    sums.advance(LONG_ENOUGH);
    sums.forget(Duration.ofDays(10));
    assertThat(count("provider_day where day < (now() - interval '10 days')::date")).isZero();
    assertThat(count("provider_day_latency where day < (now() - interval '10 days')::date"))
        .isZero();
    assertThat(count("provider_day")).isPositive();
  }

  private void execute(String sql) {
    TestDatabase.jdbi(database).useHandle(handle -> handle.execute(sql));
  }

  private int count(String table) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle -> handle.createQuery("select count(*) from " + table).mapTo(int.class).one());
  }
}
