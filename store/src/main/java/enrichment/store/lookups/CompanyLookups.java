package enrichment.store.lookups;

import enrichment.domain.ContactKey;
import enrichment.domain.LookupOutcome;
import enrichment.store.identity.DirectoryKeys;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * A provider is asked for the domain of a company once for all contacts that name it, whosoever
 * they are, and what it says is used again for {@link #KEPT}.
 */
public final class CompanyLookups {

  private static final Duration KEPT = Duration.ofDays(90);

  private final Jdbi jdbi;

  public CompanyLookups(Database database) {
    this.jdbi = database.jdbi();
  }

  /** What a contact is to do. */
  public sealed interface Decision {

    /** Ask: what it is told counts for the others too. */
    record Ask() implements Decision {}

    /** Wait: it is being asked. */
    record Await() implements Decision {}

    /**
     * Take this.
     *
     * @param domain null: the provider does not know the company
     */
    record Known(@Nullable String domain) implements Decision {}
  }

  /**
   * Decides whether a provider is asked for the domain of a contact's company.
   *
   * @param companyName one that has a key ({@link DirectoryKeys#companyKey})
   */
  public Decision decide(ContactKey contact, String provider, String companyName) {
    var company = Objects.requireNonNull(DirectoryKeys.companyKey(companyName));
    return jdbi.inTransaction(
        handle -> {
          var known = find(handle, provider, company);
          if (known.isPresent()) {
            return known.get();
          }
          return lead(handle, contact, provider, company)
              ? new Decision.Ask()
              : new Decision.Await();
        });
  }

  private static Optional<Decision> find(Handle handle, String provider, String company) {
    return handle
        .createQuery(
            """
            select l.outcome, c.resolved_domain
            from company_lookup k
            join contact c using (enrichment_id, position)
            join lookup l using (enrichment_id, position)
            where k.provider = :provider and k.company_key = :company
              and l.provider = :provider and l.asked_for = 'company_domain'
              and l.outcome in ('FOUND', 'NOT_FOUND') and l.ended_at > now() - :kept
            """)
        .bind("provider", provider)
        .bind("company", company)
        .bind("kept", KEPT)
        .<Decision>map(
            (row, context) ->
                LookupOutcome.valueOf(row.getString("outcome")) == LookupOutcome.FOUND
                    ? new Decision.Known(row.getString("resolved_domain"))
                    : new Decision.Known(null))
        .findOne();
  }

  /** Whoever is first, or takes over from one whose question has come to nothing. */
  private static boolean lead(Handle handle, ContactKey contact, String provider, String company) {
    return handle
            .createUpdate(
                """
                insert into company_lookup as k (provider, company_key, enrichment_id, position)
                select :provider, :company, enrichment_id, position from contact
                where enrichment_id = :enrichmentId and position = :position
                  and erased_at is null
                for key share
                on conflict (provider, company_key) do update
                set enrichment_id = :enrichmentId, position = :position
                where (k.enrichment_id, k.position) = (:enrichmentId, :position)
                  or exists (
                    select from contact c left join lookup l
                      on l.enrichment_id = c.enrichment_id and l.position = c.position
                        and l.provider = :provider and l.asked_for = 'company_domain'
                    where c.enrichment_id = k.enrichment_id and c.position = k.position
                      and case
                        -- One that has come since is found when its contact asks again.
                        when l.outcome in ('FOUND', 'NOT_FOUND')
                          then l.ended_at <= now() - :kept
                        else c.outcome is not null or l.outcome is not null end)
                """)
            .bindMethods(contact)
            .bind("provider", provider)
            .bind("company", company)
            .bind("kept", KEPT)
            .execute()
        == 1;
  }

  /** The provider cannot be asked by this contact; another may try. */
  public void release(ContactKey contact, String provider) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate(
                    """
                    delete from company_lookup
                    where enrichment_id = :enrichmentId and position = :position
                      and provider = :provider
                    """)
                .bindMethods(contact)
                .bind("provider", provider)
                .execute());
  }
}
