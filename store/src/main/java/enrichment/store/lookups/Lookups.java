package enrichment.store.lookups;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.FoundPerson;
import enrichment.domain.LookupOutcome;
import enrichment.store.contacts.ContactIdentities;
import enrichment.store.identity.IdentityHashes;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.sql.Database;
import enrichment.store.sql.Recordings;
import enrichment.store.sql.StoredJson;
import enrichment.store.sql.UnknownEnrichmentException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/**
 * Which provider was asked about which contact, and what it said. A question is written down before
 * it is put, and its answer before anything else happens, so that no crash has it put again once it
 * was answered.
 */
public final class Lookups {

  private static final String THE_CALL =
      """
      where enrichment_id = :enrichmentId and position = :position
        and provider = :provider and asked_for = :askedFor and about = :about
      """;

  /**
   * Of somebody who was erased meanwhile nothing more is written down: an erasure that is under way
   * is waited for.
   */
  private static final String UNLESS_ERASED =
      """
      and exists (
        select from contact
        where enrichment_id = :enrichmentId and position = :position and erased_at is null
        for key share)
      """;

  /** What is to be verified: an erasure of that mailbox takes it away, and is waited for. */
  private static final String KEPT =
      """
      select 1 from lookup kept
      where kept.enrichment_id = :enrichmentId and kept.position = :position
        and kept.provider = :about and kept.about = '' and kept.answer is not null
      for share
      """;

  /** Of a contact {@code c} of the enrichment {@code e}. */
  public static final String IS_SUPPRESSED =
      "is_suppressed(e.account_id, known_by(e.enrichment_id, e.kind, c.identities))";

  /** Whether a call may be made about a contact {@code c} of the enrichment {@code e}. */
  private static final String MAY_BE_CALLED =
      """
      e.cancel_requested_at is null and not lacks_consent(e.account_id, c.enrichment_type)
        and c.outcome is null and c.erased_at is null and not\s"""
          + IS_SUPPRESSED;

  /**
   * A call that is written down as begun, or a lookup that was seen to go on, is made within this
   * time or not at all. So once it is over after a lookup was stopped, no call is made for it.
   */
  public static final Duration TIME_TO_CALL = Duration.ofSeconds(2);

  private final Jdbi jdbi;
  private final Recordings recordings;

  public Lookups(Database database) {
    this.jdbi = database.jdbi();
    this.recordings = database.recordings();
  }

  /**
   * Reads a contact, how far the question to a provider about it is, and how the provider does.
   *
   * @param askedFor as in {@link LookupCall}; null: what the enrichment is for
   * @param about as in {@link LookupCall}
   * @throws UnknownEnrichmentException when there is no such contact
   */
  public ContactToLookUp open(
      ContactKey contact, String provider, @Nullable String askedFor, String about) {
    return jdbi.withHandle(
        handle -> {
          var read = read(handle, contact, provider, askedFor, about);
          if (read.isEmpty()) {
            // Of an earlier version, which did not know what people are recognised by.
            handle.useTransaction(writing -> ContactIdentities.complete(writing, contact));
            read = read(handle, contact, provider, askedFor, about);
          }
          return read.orElseThrow(UnknownEnrichmentException::new);
        });
  }

  /** Empty when it has to be hashed first what the contact is recognised by. */
  private static Optional<ContactToLookUp> read(
      Handle handle, ContactKey contact, String provider, @Nullable String askedFor, String about) {
    return handle
        .createQuery(
            """
                        select c.enrichment_type, c.first_name, c.last_name,
                            case when c.enrichment_type = 'phone' then e.phone_country_codes
                              else '{}' end as phone_country_codes,
                            coalesce(c.domain, c.resolved_domain) as domain, c.company_name,
                            c.linkedin_url, c.outcome as ended,
                            c.erased_at is not null or %s as suppressed,
                            e.cancel_requested_at is not null
                                or lacks_consent(e.account_id, c.enrichment_type)
                              as stopped,
                            seconds_since(e.decided_at) as accepted_for,
                            c.person_key is null or p.account_id is not null as leads,
                            coalesce(l.attempts, 0) as attempts, l.asked_at is not null as under_way,
                            l.ticket, l.outcome as said,
                            seconds_since(l.since) as age,
                            seconds_since(l.deferred_at) as deferred_for,
                            f.answer,
                            o.provider is not null as troubled,
                            case when o.open_until is not null then o.reason end as failing,
                            -seconds_since(greatest(o.open_until, o.probe_until)) as probe_in,
                            -seconds_since(n.next_call_at) as paused_for
                        from contact c join enrichment e using (enrichment_id)
                        left join lookup l
                          on l.enrichment_id = c.enrichment_id and l.position = c.position
                            and l.provider = :provider and l.about = :about
                            and l.asked_for = coalesce(:askedFor, c.enrichment_type)
                        left join lookup f
                          on f.enrichment_id = c.enrichment_id and f.position = c.position
                            and f.provider = :about and f.about = ''
                            and f.asked_for = c.enrichment_type
                        left join person_lookup p
                          on p.account_id = e.account_id and p.person_key = c.person_key
                            and p.enrichment_id = c.enrichment_id and p.position = c.position
                        left join provider_circuit o on o.provider = :provider
                        left join provider_pace n on n.provider = :provider
                        where c.enrichment_id = :enrichmentId and c.position = :position
                          and num_nonnulls(c.identities, c.erased_at, c.outcome) > 0
                        """
                .formatted(IS_SUPPRESSED))
        .bindMethods(contact)
        .bind("provider", provider)
        .bind("askedFor", askedFor)
        .bind("about", about)
        .map(Lookups::contact)
        .findOne();
  }

  /**
   * Writes down that the provider is asked now.
   *
   * @param attempts how many there were when that was decided
   * @return false when it must not be asked: another attempt has asked it meanwhile, or the lookup
   *     was stopped, or the contact has ended, is suppressed or erased
   */
  public boolean begin(LookupCall call, int attempts) {
    return jdbi.withHandle(
        handle ->
            bind(
                        call,
                        handle.createUpdate(
                            """
                            insert into lookup as l (enrichment_id, position, provider, asked_for,
                                about, asked_at)
                            select :enrichmentId, :position, :provider, :askedFor, :about,
                                clock_timestamp()
                            from enrichment e join contact c using (enrichment_id)
                            where c.enrichment_id = :enrichmentId and c.position = :position
                              and %s
                            on conflict (enrichment_id, position, provider, asked_for, about)
                            do update set attempts = l.attempts + 1, started_at = now(),
                                asked_at = clock_timestamp()
                            where l.attempts = :attempts and l.outcome is null and l.ticket is null
                            """
                                .formatted(MAY_BE_CALLED)))
                    .bind("attempts", attempts)
                    .execute()
                == 1);
  }

  /** Whether a provider that has taken a question may still be asked for its answer. */
  public boolean goesOn(LookupCall call) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select %s
                    from enrichment e join contact c using (enrichment_id)
                    where c.enrichment_id = :enrichmentId and c.position = :position
                    """
                        .formatted(MAY_BE_CALLED))
                .bindMethods(call.contact())
                .mapTo(boolean.class)
                .one());
  }

  /** The provider has taken the question, and is to be asked for the answer by this ticket. */
  public void awaitAnswer(LookupCall call, String ticket, Duration took) {
    recordings.useHandle(
        handle ->
            bind(
                    call,
                    handle.createUpdate(
                        "update lookup set asked_at = null, ticket = :ticket, error = null,"
                            + " took_ms = took_ms + :took "
                            + THE_CALL
                            + " and outcome is null "
                            + UNLESS_ERASED))
                .bind("ticket", ticket)
                .bind("took", took.toMillis())
                .execute());
  }

  /**
   * The provider has certainly not answered, and may be asked again. What has become of the
   * question since is left alone.
   *
   * @param attempt which one it was of those that were begun, or of one that has taken the question
   * @param counts whether that uses up one of its attempts
   */
  public void recordFailure(
      LookupCall call, int attempt, String error, Duration took, boolean counts) {
    recordings.useHandle(
        handle ->
            bind(
                    call,
                    handle.createUpdate(
                        "update lookup set asked_at = null, error = :error,"
                            + " took_ms = took_ms + :took,"
                            + " attempts = attempts - (not :counts)::integer "
                            + THE_CALL
                            + """
                            and outcome is null
                            and (asked_at is not null and attempts = :attempt
                              or ticket is not null)
                            """))
                .bind("attempt", attempt)
                .bind("error", error)
                .bind("took", took.toMillis())
                .bind("counts", counts)
                .execute());
  }

  /** The provider cannot be asked now. */
  public void recordWait(LookupCall call, String error) {
    recordWait(call, error, false);
  }

  /** The provider cannot be asked now, and nobody else is left to be asked. */
  public void defer(LookupCall call, String error) {
    recordWait(call, error, true);
  }

  private void recordWait(LookupCall call, String error, boolean defer) {
    recordings.useHandle(
        handle ->
            bind(
                    call,
                    handle.createUpdate(
                        """
                        insert into lookup as l (enrichment_id, position, provider, asked_for,
                            about, attempts, error, deferred_at)
                        values (:enrichmentId, :position, :provider, :askedFor, :about, 0, :error,
                            case when :defer then now() end)
                        on conflict (enrichment_id, position, provider, asked_for, about) do update
                        set error = :error,
                            deferred_at = case when :defer then coalesce(l.deferred_at, now()) end
                        """))
                .bind("error", error)
                .bind("defer", defer)
                .execute());
  }

  /** The question has ended without anything to keep. */
  public void end(LookupCall call, LookupEnd end) {
    recordings.useHandle(handle -> end(handle, call, end));
  }

  /** The provider has found an email that has yet to be verified. */
  public void keepToVerify(LookupCall call, Findings findings, LookupEnd end) {
    keepToVerify(call, findings, null, end);
  }

  /**
   * The provider has found an email that has yet to be verified.
   *
   * @param whose by the provider's own record, if it has one
   */
  public void keepToVerify(
      LookupCall call, Findings findings, @Nullable FoundPerson whose, LookupEnd end) {
    recordings.useTransaction(
        handle -> {
          end(handle, call, end);
          bind(
                  call,
                  handle.createUpdate(
                      "update lookup set answer = cast(:answer as jsonb) "
                          + THE_CALL
                          + """
                          and outcome = 'FOUND' and exists (
                            select from contact
                            where enrichment_id = :enrichmentId and position = :position
                              and outcome is null)
                          """))
              .bind("answer", StoredJson.write(findings))
              .execute();
          identify(
              handle,
              call.contact(),
              IdentityHashes.of(
                  handle, ContactIdentities.of(handle, call.contact(), findings, whose)));
        });
  }

  /** Whoever is suppressed or erased by one of these is recognised in this contact from now on. */
  private static void identify(Handle handle, ContactKey contact, Argument identities) {
    handle
        .createUpdate(
            """
            update contact set identities = identities || :identities
            where enrichment_id = :enrichmentId and position = :position
              and outcome is null and identities is not null
            """)
        .bindMethods(contact)
        .bind("identities", identities)
        .execute();
  }

  /** An equal contact is the same person, by whatever that one was recognised. */
  public static void identifyLike(Handle handle, ContactKey contact, ContactKey equal) {
    handle
        .createUpdate(
            """
            update contact c set identities = c.identities || l.identities
            from contact l
            where c.enrichment_id = :enrichmentId and c.position = :position
              and l.enrichment_id = :equal.enrichmentId and l.position = :equal.position
              and c.outcome is null and c.identities is not null and l.identities is not null
              and not c.identities @> l.identities
            """)
        .bindMethods(contact)
        .bindMethods("equal", equal)
        .execute();
  }

  /** What a verifier has said of an address of this contact before, whoever had found it. */
  public Optional<String> findVerdict(LookupCall call, String address) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select verdict from lookup
                    where enrichment_id = :enrichmentId and position = :position
                      and provider = :provider and address = :address and verdict is not null
                    limit 1
                    """)
                .bindMethods(call.contact())
                .bind("provider", call.provider())
                .bind("address", hash(address))
                .mapTo(String.class)
                .findOne());
  }

  /** What a verifier has said, when that does not end the contact. */
  public void recordVerdict(LookupCall call, Verdict verdict, LookupEnd end) {
    recordings.useTransaction(handle -> recordVerdict(handle, call, verdict, end));
  }

  /** A verifier says that there is no such mailbox: nothing was found, after all. */
  public void refute(LookupCall call, Verdict verdict, LookupEnd end) {
    recordings.useTransaction(
        handle -> {
          recordVerdict(handle, call, verdict, end);
          bind(
                  call,
                  handle.createUpdate(
                      """
                      update lookup set outcome = 'REFUTED', answer = null
                      where enrichment_id = :enrichmentId and position = :position
                        and provider = :about and about = '' and asked_for <> 'company_domain'
                      """))
              .execute();
          // It is somebody else's, or nobody's.
          var refuted = Findings.ofEmail(verdict.address(), EmailStatus.NOT_AVAILABLE);
          ContactIdentities.of(handle, call.contact(), refuted, null).stream()
              .filter(known -> known.kind() != PersonIdentifier.Kind.NAME_AND_DOMAIN)
              .flatMap(known -> known.spellings().stream())
              .forEach(known -> forget(handle, call.contact(), known));
        });
  }

  private static void forget(Handle handle, ContactKey contact, PersonIdentifier identifier) {
    handle
        .createUpdate(
            """
            update contact set identities = array_remove(identities, :identity)
            where enrichment_id = :enrichmentId and position = :position and outcome is null
            """)
        .bindMethods(contact)
        .bind("identity", IdentityHashes.of(handle, identifier))
        .execute();
  }

  /** The company's domain is known, and stays with the contact. */
  public void resolve(LookupCall call, String domain, LookupEnd end) {
    recordings.useTransaction(
        handle -> {
          end(handle, call, end);
          handle
              .createQuery(
                  """
                  update contact set resolved_domain = :domain
                  where enrichment_id = :enrichmentId and position = :position
                    and erased_at is null
                  returning first_name, last_name
                  """)
              .bindMethods(call.contact())
              .bind("domain", domain)
              .map(
                  (row, context) ->
                      PersonIdentifier.ofNameAndDomain(
                          row.getString("first_name"), row.getString("last_name"), domain))
              .findOne()
              .flatMap(known -> known)
              .ifPresent(
                  known ->
                      identify(handle, call.contact(), IdentityHashes.of(handle, List.of(known))));
        });
  }

  public static void end(Handle handle, LookupCall call, LookupEnd end) {
    bind(
            call,
            handle.createUpdate(
                """
                insert into lookup as l (enrichment_id, position, provider, asked_for, about,
                    attempts, outcome, ended_at, took_ms, cost, error)
                values (:enrichmentId, :position, :provider, :askedFor, :about,
                    0, :outcome, clock_timestamp(), :took, :cost, :error)
                on conflict (enrichment_id, position, provider, asked_for, about) do update
                set outcome = :outcome, ended_at = clock_timestamp(), took_ms = l.took_ms + :took,
                    cost = :cost, error = :error, asked_at = null, ticket = null
                -- An answer that comes late, after it was given up on, is an answer all the same.
                where l.outcome is null
                  or l.outcome in ('FAILED', 'IN_DOUBT') and :outcome not in ('FAILED', 'IN_DOUBT')
                """))
        .bind("outcome", end.outcome())
        .bind("took", end.took().toMillis())
        .bind("cost", end.cost())
        .bind("error", end.error())
        .execute();
  }

  /**
   * What a verifier said.
   *
   * @param word its name
   * @param address of which address
   */
  public record Verdict(String word, String address) {}

  public static void recordVerdict(Handle handle, LookupCall call, Verdict verdict, LookupEnd end) {
    end(handle, call, end);
    bind(
            call,
            handle.createUpdate(
                "update lookup set verdict = :verdict, address = :address "
                    + THE_CALL
                    + UNLESS_ERASED
                    + "and exists ("
                    + KEPT
                    + ")"))
        .bind("verdict", verdict.word())
        .bind("address", hash(verdict.address()))
        .execute();
  }

  /** Whether the email is still there that this call was about; it is so until the end. */
  public static boolean isKept(Handle handle, LookupCall call) {
    // The contact first, in the order in which it is ended and erased.
    handle
        .createQuery(
            """
            select 1 from contact where enrichment_id = :enrichmentId and position = :position
            for no key update
            """)
        .bindMethods(call.contact())
        .mapTo(int.class)
        .findOne();
    return bind(call, handle.createQuery(KEPT)).mapTo(int.class).findOne().isPresent();
  }

  public static byte[] hash(String address) {
    return DigestUtils.sha256(address.strip().toLowerCase(Locale.ROOT));
  }

  private static <S extends SqlStatement<S>> S bind(LookupCall call, S statement) {
    return statement
        .bindMethods(call.contact())
        .bind("provider", call.provider())
        .bind("askedFor", call.askedFor())
        .bind("about", call.about());
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
        constant(ContactOutcome.class, row.getString("ended")),
        row.getBoolean("suppressed"),
        row.getBoolean("stopped"),
        duration(row, "accepted_for"),
        row.getBoolean("leads"),
        lookup(row),
        new ProviderHealth(
            row.getBoolean("troubled"),
            row.getString("failing"),
            duration(row, "probe_in"),
            duration(row, "paused_for")));
  }

  private static LookupState lookup(ResultSet row) throws SQLException {
    var answer = row.getString("answer");
    return new LookupState(
        row.getInt("attempts"),
        row.getBoolean("under_way"),
        row.getString("ticket"),
        constant(LookupOutcome.class, row.getString("said")),
        duration(row, "age"),
        row.getObject("deferred_for") == null ? null : duration(row, "deferred_for"),
        answer == null ? null : StoredJson.read(answer, Findings.class));
  }

  /** Zero where there is none, and where it is past. */
  private static Duration duration(ResultSet row, String column) throws SQLException {
    return Duration.ofMillis(Math.max(0, (long) Math.ceil(row.getDouble(column) * 1_000)));
  }

  private static <E extends Enum<E>> @Nullable E constant(Class<E> type, @Nullable String name) {
    return name == null ? null : Enum.valueOf(type, name);
  }
}
