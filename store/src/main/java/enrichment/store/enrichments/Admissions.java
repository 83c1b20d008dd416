package enrichment.store.enrichments;

import enrichment.domain.Admission;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentType;
import enrichment.domain.ProviderChains;
import enrichment.domain.ProviderStep;
import enrichment.domain.Rejection.Reason;
import enrichment.store.accounts.Consents;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Database;
import enrichment.store.sql.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * The decision on an enrichment. It is made once, in one transaction, and it is the row's lock that
 * makes it so: whoever comes second, be it a retry, a second workflow run or the API that gives up
 * waiting, finds it made.
 */
public final class Admissions {

  private final Jdbi jdbi;

  public Admissions(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Decides: consent, then credits, which are held for the whole enrichment.
   *
   * @param waterfall whom an enrichment of a type asks today, for the plan
   */
  public Admission admit(UUID enrichmentId, Function<EnrichmentType, ProviderChains> waterfall) {
    return jdbi.inTransaction(
        handle ->
            lock(handle, enrichmentId)
                .map(candidate -> decide(handle, candidate, waterfall))
                .orElseGet(Admissions::abandoned));
  }

  /**
   * Gives up on an enrichment nobody has decided on. It can never be admitted afterwards.
   *
   * @return the decision, if there was one already: it stands
   */
  public Optional<Admission> abandon(UUID enrichmentId) {
    return jdbi.inTransaction(
        handle -> {
          var candidate = lock(handle, enrichmentId);
          if (candidate.isPresent() && candidate.get().isUndecided()) {
            markAbandoned(handle, enrichmentId);
          }
          return candidate.map(Candidate::admission);
        });
  }

  private static Admission decide(
      Handle handle, Candidate candidate, Function<EnrichmentType, ProviderChains> waterfall) {
    if (candidate.admission() != null) {
      return candidate.admission();
    }
    if (!candidate.isUndecided() || candidate.expired()) {
      markAbandoned(handle, candidate.enrichmentId());
      return abandoned();
    }
    var admission = judge(handle, candidate, waterfall);
    handle
        .createUpdate(
            """
            update enrichment
            set state = :state, admission = cast(:admission as jsonb), decided_at = now()
            where enrichment_id = :enrichmentId
            """)
        .bind("state", admission.plan() != null ? "ACCEPTED" : "REJECTED")
        .bind("admission", StoredJson.write(admission))
        .bind("enrichmentId", candidate.enrichmentId())
        .execute();
    return admission;
  }

  private static Admission judge(
      Handle handle, Candidate candidate, Function<EnrichmentType, ProviderChains> waterfall) {
    var required = candidate.price();
    if (needConsent(candidate.types()) && !Consents.isGiven(handle, candidate.accountId())) {
      return Admission.rejected(Reason.CONSENT_REQUIRED, required, 0);
    }
    var available =
        CreditLedger.hold(handle, candidate.accountId(), candidate.enrichmentId(), required);
    if (available < required) {
      return Admission.rejected(Reason.INSUFFICIENT_CREDITS, required, available);
    }
    return Admission.accepted(plan(candidate, waterfall, waits(handle, candidate)));
  }

  /**
   * Whether it has to ask for its turn again. The account's credits are locked by now, so its
   * batches are decided on one by one.
   */
  private static boolean waits(Handle handle, Candidate candidate) {
    if (candidate.kind() != EnrichmentKind.BULK
        || Turns.take(handle, candidate.enrichmentId()).isEmpty()) {
      return false;
    }
    Turns.await(handle, candidate.enrichmentId(), Duration.ZERO);
    return true;
  }

  private static boolean needConsent(List<EnrichmentType> types) {
    return types.stream().anyMatch(EnrichmentType::needsConsent);
  }

  private static EnrichmentPlan plan(
      Candidate candidate, Function<EnrichmentType, ProviderChains> waterfall, boolean waits) {
    var type = candidate.types().getFirst();
    var chains = waterfall.apply(type);
    var resolvers =
        candidate.withoutDomain().isEmpty() ? List.<ProviderStep>of() : chains.resolvers();
    return new EnrichmentPlan(
        type,
        candidate.contacts(),
        candidate.webhook(),
        chains.finders(),
        candidate.finishedWebhook(),
        chains.verifiers(),
        resolvers,
        resolvers.isEmpty() ? Set.of() : candidate.withoutDomain(),
        candidate.kind() == EnrichmentKind.COMBINED ? parts(candidate, waterfall) : List.of(),
        waits);
  }

  private static List<EnrichmentPlan.Part> parts(
      Candidate candidate, Function<EnrichmentType, ProviderChains> waterfall) {
    return IntStream.range(0, candidate.contacts())
        .mapToObj(
            position -> {
              var type = candidate.types().get(position);
              var chains = waterfall.apply(type);
              return new EnrichmentPlan.Part(
                  type,
                  chains.finders(),
                  chains.verifiers(),
                  candidate.withoutDomain().contains(position) ? chains.resolvers() : List.of());
            })
        .toList();
  }

  private static Admission abandoned() {
    return Admission.rejected(Reason.ABANDONED, 0, 0);
  }

  private static void markAbandoned(Handle handle, UUID enrichmentId) {
    handle
        .createUpdate(
            """
            update enrichment set state = 'ABANDONED', decided_at = now()
            where enrichment_id = :enrichmentId and state = 'RECEIVED'
            """)
        .bind("enrichmentId", enrichmentId)
        .execute();
  }

  private record Candidate(
      UUID enrichmentId,
      UUID accountId,
      List<EnrichmentType> types,
      EnrichmentKind kind,
      int contacts,
      long price,
      boolean webhook,
      boolean finishedWebhook,
      Set<Integer> withoutDomain,
      boolean isUndecided,
      boolean expired,
      @Nullable Admission admission) {}

  private static Optional<Candidate> lock(Handle handle, UUID enrichmentId) {
    return handle
        .createQuery(
            """
            select e.enrichment_id, e.account_id, e.kind, e.contacts,
                (select sum(c.price) from contact c where c.enrichment_id = e.enrichment_id)
                  as price,
                array(
                  select c.enrichment_type from contact c where c.enrichment_id = e.enrichment_id
                  group by c.enrichment_type order by min(c.position)) as types,
                e.webhook_url is not null and 'contact.finished' = any(e.webhook_events)
                  as webhook,
                e.webhook_url is not null and 'enrichment.finished' = any(e.webhook_events)
                  as finished_webhook,
                array(
                  select position from contact c
                  where c.enrichment_id = e.enrichment_id and c.domain is null
                    and c.company_name is not null)
                  as without_domain,
                e.state = 'RECEIVED' as undecided, e.admit_before < now() as expired,
                e.admission
            from enrichment e where e.enrichment_id = :enrichmentId
            for update
            """)
        .bind("enrichmentId", enrichmentId)
        .map((row, context) -> candidate(row))
        .findOne();
  }

  private static Candidate candidate(ResultSet row) throws SQLException {
    var admission = row.getString("admission");
    return new Candidate(
        row.getObject("enrichment_id", UUID.class),
        row.getObject("account_id", UUID.class),
        Enrichments.types(row),
        EnrichmentKind.valueOf(row.getString("kind")),
        row.getInt("contacts"),
        row.getLong("price"),
        row.getBoolean("webhook"),
        row.getBoolean("finished_webhook"),
        Set.of((Integer[]) row.getArray("without_domain").getArray()),
        row.getBoolean("undecided"),
        row.getBoolean("expired"),
        admission == null ? null : StoredJson.read(admission, Admission.class));
  }
}
