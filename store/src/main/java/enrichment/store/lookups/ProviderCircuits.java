package enrichment.store.lookups;

import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** Providers that are down are asked nothing but one call at a time, now and then, by anybody. */
public final class ProviderCircuits {

  private final Jdbi jdbi;

  public ProviderCircuits(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Counts a failure. Ten in a row open the circuit for half a minute, and each probe that fails
   * for twice as long as before, up to ten minutes. What was under way when it opened does not
   * count.
   *
   * @param probe whether the call that failed was a probe
   * @return whether this opened it
   */
  public boolean countFailure(String provider, String reason, boolean probe) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    insert into provider_circuit as c (provider, failures, reason)
                    values (:provider, 1, :reason)
                    on conflict (provider) do update
                    set failures = c.failures + 1, reason = :reason, failed_at = now(),
                        probe_until = null,
                        open_until = case
                          when c.failures + 1 >= 10
                            then now()
                              + least(interval '30 s' * 2 ^ least(c.failures - 9, 10), interval '10 min')
                          end
                    where c.open_until is null or :probe
                    returning failures = 10 as opened
                    """)
                .bind("provider", provider)
                .bind("reason", reason)
                .bind("probe", probe)
                .mapTo(boolean.class)
                .findOne()
                .orElse(false));
  }

  /** Opens the circuit at once: it answers nobody, for a reason that does not pass by itself. */
  public void open(String provider, String reason, Duration howLong) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    insert into provider_circuit as c (provider, failures, reason, open_until)
                    values (:provider, 10, :reason, now() + :howLong)
                    on conflict (provider) do update
                    set failures = greatest(c.failures, 10), reason = :reason, failed_at = now(),
                        probe_until = null, open_until = now() + :howLong
                    """)
                .bind("provider", provider)
                .bind("reason", reason)
                .bind("howLong", howLong)
                .execute());
  }

  /** Those that are asked nothing but probes. */
  public Set<String> open() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery("select provider from provider_circuit where open_until is not null")
                .mapTo(String.class)
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** It has answered. */
  public void close(String provider) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("delete from provider_circuit where provider = :provider")
                .bind("provider", provider)
                .execute());
  }

  /**
   * Lets one call at a time probe a provider whose circuit is open.
   *
   * @param atMost how long the probe may take; if it ends without a word, the next one may then
   * @return whether this one may
   */
  public boolean claimProbe(String provider, Duration atMost) {
    return jdbi.withHandle(
        handle ->
            handle
                    .createUpdate(
                        """
                        update provider_circuit set probe_until = now() + :atMost
                        where provider = :provider and open_until <= now()
                          and (probe_until is null or probe_until <= now())
                        """)
                    .bind("provider", provider)
                    .bind("atMost", atMost)
                    .execute()
                > 0);
  }
}
