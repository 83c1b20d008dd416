package enrichment.store.lookups;

import enrichment.store.sql.Database;
import enrichment.store.sql.Sweep;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Adds lookups up by provider and day. A lookup counts as it is a day after it was begun, by when
 * every question is answered or given up; younger ones are in no sum.
 */
public final class ProviderSums {

  /** A vendor that has taken a question is waited for up to a day. */
  private static final Duration YOUNG = Duration.ofHours(25);

  private static final String ADD =
      """
      with asked as (
        select (started_at at time zone 'UTC')::date as day, provider, asked_for,
            case when outcome in ('FOUND', 'NOT_FOUND', 'REFUTED')
              then latency_bucket(took_ms) end as bucket,
            count(*) as questions,
            count(*) filter (where outcome = 'FOUND') as hits,
            count(*) filter (where outcome in ('FAILED', 'IN_DOUBT')) as failed,
            count(*) filter (where outcome = 'IN_DOUBT') as in_doubt,
            coalesce(sum(cost), 0) as cost
        from lookup
        where attempts > 0 and %s
        group by 1, 2, 3, 4),
      figures as (
        insert into provider_day as d
          (day, provider, asked_for, questions, hits, failed, in_doubt, cost)
        select day, provider, asked_for, sum(questions), sum(hits), sum(failed), sum(in_doubt),
            sum(cost)
        from asked group by 1, 2, 3 order by 1, 2, 3
        on conflict (day, provider, asked_for) do update
        set questions = d.questions + excluded.questions, hits = d.hits + excluded.hits,
            failed = d.failed + excluded.failed, in_doubt = d.in_doubt + excluded.in_doubt,
            cost = d.cost + excluded.cost)
      insert into provider_day_latency as l (day, provider, asked_for, bucket, answered)
      select day, provider, asked_for, bucket, questions from asked where bucket is not null
      order by 1, 2, 3, 4
      on conflict (day, provider, asked_for, bucket) do update
      set answered = l.answered + excluded.answered
      """;

  private static final Sweep OLD_DAYS =
      Sweep.of(
          "provider_day",
          List.of("day", "provider", "asked_for"),
          "day < (now() - :age)::date",
          "day");

  private static final Sweep OLD_LATENCIES =
      Sweep.of(
          "provider_day_latency",
          List.of("day", "provider", "asked_for", "bucket"),
          "day < (now() - :age)::date",
          "day");

  private final Jdbi jdbi;

  public ProviderSums(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Adds up what is old enough, an hour of lookups in each transaction.
   *
   * @param atMost after which it stops; the next call goes on
   */
  public void advance(Duration atMost) {
    var began = System.nanoTime();
    while (jdbi.inTransaction(ProviderSums::addHour)
        && System.nanoTime() - began < atMost.toNanos()) {
      // Until nothing is left.
    }
  }

  /** Whether there may be more to add up. */
  private static boolean addHour(Handle handle) {
    lock(handle, "update");
    var until =
        handle
            .createQuery(
                """
                select n.until
                from provider_sums s
                cross join lateral (
                  select least(
                    date_trunc('hour', now() - :young),
                    (select date_trunc('hour', min(started_at)) + interval '1 hour'
                     from lookup where started_at >= s.until)) as until) n
                where n.until > s.until
                """)
            .bind("young", YOUNG)
            .mapTo(OffsetDateTime.class)
            .findOne();
    until.ifPresent(
        end -> {
          handle
              .createUpdate(
                  ADD.formatted(
                      "started_at >= (select until from provider_sums) and started_at < :until"))
              .bind("until", end)
              .execute();
          handle
              .createUpdate("update provider_sums set until = :until")
              .bind("until", end)
              .execute();
        });
    return until.isPresent();
  }

  /** Those of these enrichments that are in no sum yet; they are deleted in this transaction. */
  public static void addBeforeDeletion(Handle handle, List<UUID> enrichmentIds) {
    lock(handle, "share");
    handle
        .createUpdate(
            ADD.formatted(
                "enrichment_id = any(:ids) and started_at >= (select until from provider_sums)"))
        .bindArray("ids", UUID.class, enrichmentIds)
        .execute();
  }

  private static void lock(Handle handle, String strength) {
    handle.createQuery("select from provider_sums for " + strength).mapToMap().one();
  }

  /** Forgets days that are longer ago. */
  public int forget(Duration age) {
    return OLD_DAYS.run(jdbi, age) + OLD_LATENCIES.run(jdbi, age);
  }
}
