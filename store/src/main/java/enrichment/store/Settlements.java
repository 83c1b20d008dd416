package enrichment.store;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.LookupOutcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How contacts end. The outcome, the result, the ledger's entry and the message to be delivered are
 * one statement: all of it happens, once, or nothing does.
 */
public final class Settlements {

  /** Settles one contact that is still open, or with a null position all of an enrichment. */
  private static final String SETTLE =
      """
      with settled as (
        update contact c
        set outcome = :outcome, settled_at = now(),
            email = :email, email_status = :emailStatus,
            personal_email = :personalEmail, personal_email_status = :personalEmailStatus,
            phones = :phones, provider = :provider,
            credits = case when :outcome = 'FOUND' then e.price else 0 end
        from enrichment e
        where e.enrichment_id = :enrichmentId and e.state = 'ACCEPTED'
          and c.enrichment_id = e.enrichment_id
          and (c.position = :position or cast(:position as integer) is null)
          and c.outcome is null
        returning e.account_id, c.enrichment_id, c.position, c.contact_id, e.price,
          e.webhook_url is not null and 'contact.finished' = any(e.webhook_events) as webhook),
      resolved as (
        insert into credit_entry (account_id, kind, amount, enrichment_id, position)
        select account_id, case when :outcome = 'FOUND' then 'capture' else 'release' end,
            price, enrichment_id, position
        from settled),
      returned as (
        insert into credit_return (account_id, enrichment_id, position, amount)
        select account_id, enrichment_id, position, price
        from settled where :outcome <> 'FOUND')
      insert into delivery (message_id, enrichment_id, position)
      select contact_id, enrichment_id, position from settled where webhook
      """;

  private final Jdbi jdbi;

  public Settlements(Database database) {
    this.jdbi = database.jdbi();
  }

  /** A provider had data: the contact ends as found, and its credits are captured. */
  public ContactOutcome settleFound(ContactKey contact, String provider, Findings findings) {
    return jdbi.inTransaction(
        handle -> {
          Lookups.recordAnswer(handle, contact, provider, LookupOutcome.FOUND);
          return settle(handle, contact, ContactOutcome.FOUND, provider, findings);
        });
  }

  /** The last provider had no data either: the contact ends, and its credits are released. */
  public ContactOutcome settleNotFound(ContactKey contact, String provider) {
    return jdbi.inTransaction(
        handle -> {
          Lookups.recordAnswer(handle, contact, provider, LookupOutcome.NOT_FOUND);
          return settle(handle, contact, ContactOutcome.NOT_FOUND, null, Findings.NONE);
        });
  }

  /**
   * Ends a contact without a lookup, and releases its credits.
   *
   * @param outcome anything but {@link ContactOutcome#FOUND}
   * @return how the contact ended, which may have been before, and otherwise
   */
  public ContactOutcome settle(ContactKey contact, ContactOutcome outcome) {
    if (outcome == ContactOutcome.FOUND) {
      throw new IllegalArgumentException("A contact is found by a provider, with its findings");
    }
    return jdbi.inTransaction(handle -> settle(handle, contact, outcome, null, Findings.NONE));
  }

  /** Ends what is still open as failed, and closes the enrichment. */
  public EnrichmentTotals close(UUID enrichmentId) {
    return jdbi.inTransaction(
        handle -> {
          settle(handle, enrichmentId, null, ContactOutcome.FAILED, null, Findings.NONE);
          Deliveries.writeDown(handle, enrichmentId);
          return handle
              .createQuery(
                  """
                  with closed as (
                    update enrichment set closed_at = coalesce(closed_at, now())
                    where enrichment_id = :enrichmentId and state = 'ACCEPTED')
                  select count(*) filter (where outcome = 'FOUND') as found,
                      count(*) filter (where outcome = 'NOT_FOUND') as not_found,
                      count(*) filter (where outcome = 'FAILED') as failed,
                      count(*) filter (where outcome = 'CANCELLED') as cancelled
                  from contact where enrichment_id = :enrichmentId
                  """)
              .bind("enrichmentId", enrichmentId)
              .map((row, context) -> totals(row))
              .one();
        });
  }

  private static ContactOutcome settle(
      Handle handle,
      ContactKey contact,
      ContactOutcome outcome,
      @Nullable String provider,
      Findings findings) {
    settle(handle, contact.enrichmentId(), contact.position(), outcome, provider, findings);
    return handle
        .createQuery(
            """
            select outcome from contact
            where enrichment_id = :enrichmentId and position = :position
            """)
        .bindMethods(contact)
        .mapTo(ContactOutcome.class)
        .one();
  }

  private static void settle(
      Handle handle,
      UUID enrichmentId,
      @Nullable Integer position,
      ContactOutcome outcome,
      @Nullable String provider,
      Findings findings) {
    handle
        .createUpdate(SETTLE)
        .bind("enrichmentId", enrichmentId)
        .bind("position", position)
        .bind("outcome", outcome)
        .bind("email", findings.email())
        .bind("emailStatus", findings.emailStatus().professional())
        .bind("personalEmail", findings.personalEmail())
        .bind("personalEmailStatus", findings.personalEmailStatus().personal())
        .bindArray("phones", String.class, findings.phones())
        .bind("provider", provider)
        .execute();
  }

  /** Of a row that counts outcomes as {@code found}, {@code not_found} and so on. */
  static EnrichmentTotals totals(ResultSet row) throws SQLException {
    return new EnrichmentTotals(
        row.getInt("found"),
        row.getInt("not_found"),
        row.getInt("failed"),
        row.getInt("cancelled"));
  }
}
