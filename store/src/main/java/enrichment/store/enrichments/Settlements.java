package enrichment.store.enrichments;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.Findings;
import enrichment.domain.FoundPerson;
import enrichment.domain.Phone;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.contacts.OutcomeCounts;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.Lookups;
import enrichment.store.people.SuppressedIdentities;
import enrichment.store.sql.Database;
import enrichment.store.sql.Recordings;
import enrichment.store.sql.StoredJson;
import enrichment.store.sql.UnknownEnrichmentException;
import enrichment.store.webhooks.Deliveries;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * How contacts end. The outcome, the result, the ledger's entry and the message to be delivered are
 * one statement: all of it happens, once, or nothing does.
 */
public final class Settlements {

  /**
   * Settles one contact that is still open, or with a null position all of an enrichment. Whatever
   * was found of somebody who is suppressed, or without consent, is dropped here, whoever has found
   * it and whenever the suppression or the revocation came.
   */
  private static final String SETTLE =
      """
      with ending as (
        select c.enrichment_id, c.position,
            -- What counts instead of what was found, or not.
            case
              when c.erased_at is not null or lacks_consent(e.account_id, c.enrichment_type)
                then 'CANCELLED'
              -- It was not looked up to the end.
              when :outcome = 'FAILED' and e.cancel_requested_at is not null then 'CANCELLED'
              when :outcome <> 'CANCELLED' and (:suppress
                or is_suppressed(e.account_id,
                  known_by(e.enrichment_id, e.kind, c.identities) || :found))
                then 'NOT_FOUND'
            end as instead
        from contact c join enrichment e using (enrichment_id)
        where c.enrichment_id = :enrichmentId
          and (c.position = :position or cast(:position as integer) is null)
          and c.outcome is null),
      settled as (
        update contact c
        set outcome = coalesce(n.instead, :outcome), settled_at = now(),
            suppressed = coalesce(n.instead = 'NOT_FOUND', false),
            email = case when n.instead is null then :email end,
            email_status = case when n.instead is null then :emailStatus else 'N/A' end,
            personal_email = case when n.instead is null then :personalEmail end,
            personal_email_status =
              case when n.instead is null then :personalEmailStatus else 'N/A' end,
            phones = case when n.instead is null then :phones else '{}' end,
            line_types = case when n.instead is null then :lineTypes else '{}' end,
            provider = case when n.instead is null then :provider end,
            cached = n.instead is null and :cached,
            credits = case when n.instead is null and :charged then c.price else 0 end,
            -- What a contact has come to says who it is, also where that is not told.
            identities = case
              when c.identities is not null and (n.instead is null or n.instead = 'NOT_FOUND')
              then c.identities || :identities else c.identities end,
            email_identified = case when n.instead is null then true end,
            resolved_domain = case when n.instead is null and c.domain is null
              then coalesce(c.resolved_domain, :foundAt) else c.resolved_domain end
        from enrichment e join ending n using (enrichment_id)
        where e.enrichment_id = :enrichmentId and e.state = 'ACCEPTED'
          and c.enrichment_id = e.enrichment_id and c.position = n.position
          and c.outcome is null
        returning e.account_id, c.enrichment_id, c.position, c.contact_id, c.price,
          c.credits > 0 as charged,
          c.erased_at is null and e.webhook_url is not null
            and 'contact.finished' = any(e.webhook_events) as webhook),
      resolved as (
        insert into credit_entry (account_id, kind, amount, enrichment_id, position)
        select account_id, case when charged then 'capture' else 'release' end,
            price, enrichment_id, position
        from settled),
      returned as (
        insert into credit_return (account_id, enrichment_id, position, amount)
        select account_id, enrichment_id, position, price
        from settled where not charged),
      verified as (
        update lookup l set answer = null from settled s
        where l.enrichment_id = s.enrichment_id and l.position = s.position
          and l.answer is not null)
      insert into delivery (message_id, enrichment_id, position)
      select contact_id, enrichment_id, position from settled where webhook
      """;

  /**
   * The last contact is settled, and with it the enrichment: its row is not touched before. Where
   * the last two are settled at once, neither knows; {@link #noteSettled()} finds out. Contacts end
   * about in order, so an open one is found at once from the end.
   */
  private static final String NOTE_SETTLED =
      """
      update enrichment
      set settled_at = now(),
          any_cancelled = exists (
            select from contact
            where enrichment_id = :enrichmentId and outcome = 'CANCELLED')
      where enrichment_id = :enrichmentId and state = 'ACCEPTED' and settled_at is null
        and closed_at is null
        and (
          select position from contact where enrichment_id = :enrichmentId and outcome is null
          order by position desc limit 1) is null
      """;

  private static final int NOTED_AT_A_TIME = 1_000;

  private final Jdbi jdbi;
  private final Recordings recordings;

  public Settlements(Database database) {
    this.jdbi = database.answersJdbi();
    this.recordings = database.recordings();
  }

  /** A provider had data: the contact ends as found, and its credits are captured. */
  public ContactOutcome settleFound(LookupCall call, Findings findings, LookupEnd end) {
    return settleFound(call, findings, null, end);
  }

  /**
   * A provider had data: the contact ends as found, and its credits are captured.
   *
   * @param whose by the provider's own record, if it has one: one who is suppressed is recognised
   *     by that too
   */
  public ContactOutcome settleFound(
      LookupCall call, Findings findings, @Nullable FoundPerson whose, LookupEnd end) {
    return recordings.inTransaction(
        handle -> {
          Lookups.end(handle, call, end);
          return settle(handle, call.contact(), Result.found(call.provider(), findings, whose));
        });
  }

  /** The last provider had no data either: the contact ends, and its credits are released. */
  public ContactOutcome settleNotFound(LookupCall call, LookupEnd end) {
    return recordings.inTransaction(
        handle -> {
          Lookups.end(handle, call, end);
          return settle(
              handle, call.contact(), foundOr(handle, call.contact(), ContactOutcome.NOT_FOUND));
        });
  }

  /**
   * An email was verified: the contact ends as found, with what is known of it.
   *
   * @return null where it has not ended: the mailbox was erased meanwhile, and there is nothing to
   *     be told
   */
  public @Nullable ContactOutcome settleVerified(
      LookupCall call, Findings findings, Lookups.Verdict verdict, LookupEnd end) {
    return recordings
        .inTransaction(
            handle -> {
              var isKept = Lookups.isKept(handle, call);
              Lookups.recordVerdict(handle, call, verdict, end);
              return Optional.ofNullable(
                  isKept
                      ? settle(handle, call.contact(), Result.found(call.about(), findings))
                      : outcome(handle, call.contact()));
            })
        .orElse(null);
  }

  /**
   * Ends a contact without a lookup, and releases its credits; but one of whom something was found,
   * and not refuted, ends as found.
   *
   * @param outcome anything but {@link ContactOutcome#FOUND}
   * @return how the contact ended, which may have been before, and otherwise
   * @throws UnknownEnrichmentException when there is no such contact
   */
  public ContactOutcome settle(ContactKey contact, ContactOutcome outcome) {
    if (outcome == ContactOutcome.FOUND) {
      throw new IllegalArgumentException("A contact is found by a provider, with its findings");
    }
    return jdbi.inTransaction(handle -> settle(handle, contact, foundOr(handle, contact, outcome)));
  }

  /**
   * Nobody may be asked about the contact, or it is erased: it ends without, and free of charge.
   */
  public ContactOutcome settleSuppressed(ContactKey contact) {
    return jdbi.inTransaction(handle -> settle(handle, contact, Result.SUPPRESSED));
  }

  /**
   * Ends a contact that no provider may be asked about any more: as suppressed, if the person is,
   * and else as cancelled.
   */
  public ContactOutcome settleStopped(ContactKey contact) {
    return jdbi.inTransaction(
        handle ->
            settle(
                handle,
                contact,
                isSuppressed(handle, contact)
                    ? Result.SUPPRESSED
                    : foundOr(handle, contact, ContactOutcome.CANCELLED)));
  }

  private static boolean isSuppressed(Handle handle, ContactKey contact) {
    return handle
        .createQuery(
            """
            select c.erased_at is null and %s
            from contact c join enrichment e using (enrichment_id)
            where c.enrichment_id = :enrichmentId and c.position = :position
            """
                .formatted(Lookups.IS_SUPPRESSED))
        .bindMethods(contact)
        .mapTo(boolean.class)
        .one();
  }

  private static Result foundOr(Handle handle, ContactKey contact, ContactOutcome outcome) {
    return findUnverified(handle, contact).orElseGet(() -> Result.without(outcome));
  }

  /** In one order, since several may close it at once. */
  private static void lockOpen(Handle handle, UUID enrichmentId) {
    handle
        .createQuery(
            """
            select position from contact where enrichment_id = :enrichmentId and outcome is null
            order by position for no key update
            """)
        .bind("enrichmentId", enrichmentId)
        .mapTo(int.class)
        .list();
  }

  private static List<ContactKey> openWithAnswers(Handle handle, UUID enrichmentId) {
    return handle
        .createQuery(
            """
            select distinct position from lookup join contact c using (enrichment_id, position)
            where enrichment_id = :enrichmentId and answer is not null and c.outcome is null
            """)
        .bind("enrichmentId", enrichmentId)
        .mapTo(int.class)
        .map(position -> new ContactKey(enrichmentId, position))
        .list();
  }

  private static Optional<Result> findUnverified(Handle handle, ContactKey contact) {
    return handle
        .createQuery(
            """
            select provider, answer from lookup
            where enrichment_id = :enrichmentId and position = :position and answer is not null
            order by since limit 1
            """)
        .bindMethods(contact)
        .map(
            (row, context) ->
                Result.found(
                    row.getString("provider"),
                    StoredJson.read(row.getString("answer"), Findings.class)))
        .findOne();
  }

  /**
   * Ends what is still open as failed, and closes the enrichment.
   *
   * @throws UnknownEnrichmentException when there is no such enrichment
   */
  public EnrichmentTotals close(UUID enrichmentId) {
    return jdbi.inTransaction(
        handle -> {
          UnknownEnrichmentException.unlessKnown(handle, enrichmentId);
          lockOpen(handle, enrichmentId);
          openWithAnswers(handle, enrichmentId)
              .forEach(
                  contact ->
                      settle(handle, contact, foundOr(handle, contact, ContactOutcome.FAILED)));
          settle(handle, enrichmentId, null, Result.without(ContactOutcome.FAILED));
          Deliveries.writeDown(handle, enrichmentId);
          return handle
              .createQuery(
                  """
                  with closed as (
                    update enrichment
                    set closed_at = coalesce(closed_at, now()),
                        settled_at = coalesce(settled_at, now()),
                        any_cancelled = exists (
                          select from contact
                          where enrichment_id = :enrichmentId and outcome = 'CANCELLED')
                    where enrichment_id = :enrichmentId and state = 'ACCEPTED')
                  select
                  """
                      + OutcomeCounts.COLUMNS
                      + """
                  from contact where enrichment_id = :enrichmentId
                  """)
              .bind("enrichmentId", enrichmentId)
              .map((row, context) -> OutcomeCounts.read(row))
              .one();
        });
  }

  /**
   * Writes down which enrichments are settled, where that was not known with their last contact.
   *
   * @return how many
   */
  public int noteSettled() {
    var all = 0;
    int noted;
    do {
      noted =
          jdbi.withHandle(
              handle ->
                  handle
                      .createUpdate(
                          """
                          update enrichment e
                          set settled_at = now(),
                              any_cancelled = exists (
                                select from contact c
                                where c.enrichment_id = e.enrichment_id
                                  and c.outcome = 'CANCELLED')
                          where e.settled_at is null and e.enrichment_id in (
                            select s.enrichment_id from enrichment s
                            where s.state = 'ACCEPTED' and s.settled_at is null
                              and s.closed_at is null
                              and (
                                select c.position from contact c
                                where c.enrichment_id = s.enrichment_id and c.outcome is null
                                order by c.position desc limit 1) is null
                            limit :limit for no key update skip locked)
                          """)
                      .bind("limit", NOTED_AT_A_TIME)
                      .execute());
      all += noted;
    } while (noted == NOTED_AT_A_TIME);
    return all;
  }

  public static ContactOutcome settle(Handle handle, ContactKey contact, Result result) {
    // Of one who is recognised by an answer that has yet to be verified, it is gone afterwards.
    var answer = result.suppressed() ? findUnverified(handle, contact).orElse(result) : result;
    var outcome = end(handle, contact, result);
    if (outcome == ContactOutcome.NOT_FOUND
        && (answer.outcome() == ContactOutcome.FOUND || result.suppressed())) {
      // It is not told, and says who they are all the same.
      var said = ContactIdentities.of(handle, contact, answer.findings(), answer.whose());
      ContactIdentities.mark(handle, contact, said);
      SuppressedIdentities.learn(handle, contact, said);
    }
    return outcome;
  }

  /** The same, of which nothing is learnt. */
  public static ContactOutcome end(Handle handle, ContactKey contact, Result result) {
    settle(handle, contact.enrichmentId(), contact.position(), result);
    return outcome(handle, contact);
  }

  /** Null where the contact is open still: its enrichment is not accepted. */
  private static @Nullable ContactOutcome outcome(Handle handle, ContactKey contact) {
    var outcomes =
        handle
            .createQuery(
                """
                with settled as (
                """
                    + NOTE_SETTLED
                    + """
                )
                select outcome from contact
                where enrichment_id = :enrichmentId and position = :position
                """)
            .bindMethods(contact)
            .mapTo(ContactOutcome.class)
            .list();
    if (outcomes.isEmpty()) {
      throw new UnknownEnrichmentException();
    }
    return outcomes.getFirst();
  }

  private static void settle(
      Handle handle, UUID enrichmentId, @Nullable Integer position, Result result) {
    var findings = result.findings();
    var identifiers =
        position == null
            ? Set.<PersonIdentifier>of()
            : ContactIdentities.of(
                handle, new ContactKey(enrichmentId, position), findings, result.whose());
    handle
        .createUpdate(SETTLE)
        .bind("enrichmentId", enrichmentId)
        .bind("position", position)
        .bind("outcome", result.outcome())
        .bind("charged", result.outcome() == ContactOutcome.FOUND && !result.cached())
        .bind("cached", result.cached())
        .bind("suppress", result.suppressed())
        .bind("identities", IdentityHashes.of(handle, identifiers))
        .bind(
            "found",
            IdentityHashes.ofHex(
                Stream.concat(identifiers.stream(), told(findings))
                    .flatMap(one -> IdentityHashes.spelt(handle, one))
                    .toList()))
        .bind("foundAt", result.whose() == null ? null : result.whose().domain())
        .bind("email", findings.email())
        .bind("emailStatus", findings.emailStatus().professional())
        .bind("personalEmail", findings.personalEmail())
        .bind("personalEmailStatus", findings.personalEmailStatus().personal())
        .bindArray("phones", String.class, findings.phones().stream().map(Phone::number).toList())
        .bindArray(
            "lineTypes",
            String.class,
            findings.phones().stream().map(phone -> phone.lineType().wireName()).toList())
        .bind("provider", result.provider())
        .execute();
  }

  private static Stream<PersonIdentifier> told(Findings findings) {
    return Stream.of(
            PersonIdentifier.ofEmail(findings.email()),
            PersonIdentifier.ofEmail(findings.personalEmail()))
        .flatMap(Optional::stream)
        .map(PersonIdentifier::asMailbox);
  }

  /**
   * How a contact ends.
   *
   * @param whose by the provider's own record
   * @param cached whether that was found for somebody equal before, and is not charged again
   * @param suppressed whether it ends so since the person is suppressed
   */
  public record Result(
      ContactOutcome outcome,
      @Nullable String provider,
      Findings findings,
      @Nullable FoundPerson whose,
      boolean cached,
      boolean suppressed) {

    public static final Result SUPPRESSED =
        new Result(ContactOutcome.NOT_FOUND, null, Findings.NONE, null, false, true);

    static Result found(String provider, Findings findings) {
      return found(provider, findings, null);
    }

    static Result found(String provider, Findings findings, @Nullable FoundPerson whose) {
      return new Result(ContactOutcome.FOUND, provider, findings, whose, false, false);
    }

    static Result reused(String provider, Findings findings) {
      return new Result(ContactOutcome.FOUND, provider, findings, null, true, false);
    }

    public static Result without(ContactOutcome outcome) {
      return new Result(outcome, null, Findings.NONE, null, false, false);
    }
  }
}
