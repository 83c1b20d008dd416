package enrichment.store.lookups;

import enrichment.store.sql.Database;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * When each provider may be called next, by whichever worker. One row a provider is locked for a
 * moment at each call, which is as often as its rate allows.
 */
public final class ProviderPaces {

  private final Jdbi jdbi;

  public ProviderPaces(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Reserves the next call.
   *
   * @param interval from one call to the next
   * @param horizon how far ahead calls are reserved
   * @return in which time to call; empty when all calls up to the horizon are taken
   */
  public Optional<Duration> reserve(String provider, Duration interval, Duration horizon) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into provider_pace as p (provider, next_call_at)
                    values (:provider, clock_timestamp() + :interval)
                    on conflict (provider) do update
                    set next_call_at = greatest(p.next_call_at, clock_timestamp()) + :interval
                    where p.next_call_at <= clock_timestamp() + :horizon
                    returning extract(epoch from next_call_at - :interval - clock_timestamp())
                    """)
                .bind("provider", provider)
                .bind("interval", micros(interval))
                .bind("horizon", micros(horizon))
                .mapTo(double.class)
                .map(ProviderPaces::duration)
                .findOne());
  }

  /** In which time the first call is due that nobody has reserved; zero: now. */
  public Duration nextIn(String provider) {
    return jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select extract(epoch from next_call_at - clock_timestamp())
                        from provider_pace where provider = :provider
                        """)
                    .bind("provider", provider)
                    .mapTo(double.class)
                    .findOne())
        .map(ProviderPaces::duration)
        .orElse(Duration.ZERO);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.max(0, (long) (seconds * 1e9)));
  }

  /** Nobody calls the provider for so long. */
  public void pause(String provider, Duration howLong) {
    jdbi.useHandle(handle -> pause(handle, provider, howLong));
  }

  private static void pause(Handle handle, String provider, Duration howLong) {
    handle
        .createUpdate(
            """
            insert into provider_pace as p (provider, next_call_at)
            values (:provider, clock_timestamp() + :howLong)
            on conflict (provider) do update
            set next_call_at = greatest(p.next_call_at, clock_timestamp() + :howLong)
            """)
        .bind("provider", provider)
        .bind("howLong", micros(howLong))
        .execute();
  }

  /** PostgreSQL knows nothing finer, and Jdbi refuses what would be lost. */
  private static Duration micros(Duration duration) {
    return duration.truncatedTo(ChronoUnit.MICROS);
  }
}
