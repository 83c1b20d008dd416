package enrichment.store;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.domain.LookupOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The trace of which provider was asked about which contact, and what it said. */
public final class Lookups {

  private final Jdbi jdbi;

  public Lookups(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Reads a contact and counts an attempt at the provider. The count is written before the provider
   * is asked, so that an attempt that takes the worker down with it counts too.
   */
  public ContactToLookUp begin(ContactKey contact, String provider) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with attempt as (
                      insert into lookup (enrichment_id, position, provider)
                      select enrichment_id, position, :provider from contact
                      where enrichment_id = :enrichmentId and position = :position
                        and outcome is null
                      on conflict (enrichment_id, position, provider) do update
                      set attempts = lookup.attempts + 1, started_at = now()
                      returning attempts, outcome)
                    select e.enrichment_type, e.phone_country_codes,
                        c.first_name, c.last_name, c.domain, c.company_name, c.linkedin_url,
                        coalesce(attempt.attempts, 0) as attempt, c.outcome as ended,
                        nullif(attempt.outcome, 'FAILED') as answered
                    from contact c join enrichment e using (enrichment_id)
                    left join attempt on true
                    where c.enrichment_id = :enrichmentId and c.position = :position
                    """)
                .bindMethods(contact)
                .bind("provider", provider)
                .map(Lookups::contact)
                .one());
  }

  /** The provider has no data, and the contact goes on to the next one. */
  public void recordMiss(ContactKey contact, String provider) {
    jdbi.useHandle(handle -> recordAnswer(handle, contact, provider, LookupOutcome.NOT_FOUND));
  }

  /** The provider gave no answer this time. */
  public void recordFailure(ContactKey contact, String provider) {
    jdbi.useHandle(handle -> recordAnswer(handle, contact, provider, LookupOutcome.FAILED));
  }

  static void recordAnswer(
      Handle handle, ContactKey contact, String provider, LookupOutcome outcome) {
    handle
        .createUpdate(
            """
            update lookup set outcome = :outcome, ended_at = clock_timestamp()
            where enrichment_id = :enrichmentId and position = :position and provider = :provider
            """)
        .bindMethods(contact)
        .bind("provider", provider)
        .bind("outcome", outcome)
        .execute();
  }

  private static ContactToLookUp contact(ResultSet row, StatementContext context)
      throws SQLException {
    return new ContactToLookUp(
        EnrichmentType.fromWireName(row.getString("enrichment_type")).orElseThrow(),
        List.of((String[]) row.getArray("phone_country_codes").getArray()),
        row.getString("first_name"),
        row.getString("last_name"),
        row.getString("domain"),
        row.getString("company_name"),
        row.getString("linkedin_url"),
        row.getInt("attempt"),
        constant(ContactOutcome.class, row.getString("ended")),
        constant(LookupOutcome.class, row.getString("answered")));
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }
}
