package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.Rejection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A ledger of whole credits, one a contact, as idempotent as the real one has to be. */
final class InMemoryCreditActivities implements CreditActivities {

  /** Closed by the tests that have something happen while an enrichment is being decided on. */
  final Gate admissionGate = Gate.opened();

  private final Map<UUID, Admission> decisions = new HashMap<>();
  private final Map<ContactKey, ContactOutcome> outcomes = new HashMap<>();
  private final Set<UUID> closed = new HashSet<>();
  private final List<SettlementInput> settlements = new ArrayList<>();
  private @Nullable Admission nextDecision;
  private int outages;
  private int held;
  private int captured;
  private int released;

  synchronized void willAccept(EnrichmentPlan plan) {
    nextDecision = Admission.accepted(plan);
  }

  synchronized void willReject(Rejection.Reason reason, long required, long available) {
    nextDecision = Admission.rejected(reason, required, available);
  }

  /** Has the next calls fail, as they do while the database is away. */
  synchronized void willBeDown(int calls) {
    outages = calls;
  }

  private synchronized void reach() {
    if (outages > 0) {
      outages--;
      throw StacklessFailures.retryable("The database is down", "OUTAGE");
    }
  }

  @Override
  public Admission admitBatch(UUID enrichmentId) {
    reach();
    admissionGate.pass();
    return decide(enrichmentId);
  }

  private synchronized Admission decide(UUID enrichmentId) {
    return decisions.computeIfAbsent(
        enrichmentId,
        id -> {
          if (nextDecision.plan() != null) {
            held += nextDecision.plan().contacts();
          }
          return nextDecision;
        });
  }

  @Override
  public synchronized ContactOutcome settleContact(SettlementInput input) {
    reach();
    settlements.add(input);
    return end(input.contact(), input.outcome());
  }

  /** Ends a contact, once: whoever comes second is told what it ended as. */
  synchronized ContactOutcome end(ContactKey contact, ContactOutcome outcome) {
    var earlier = outcomes.putIfAbsent(contact, outcome);
    if (earlier != null) {
      return earlier;
    }
    held--;
    if (outcome == ContactOutcome.FOUND) {
      captured++;
    } else {
      released++;
    }
    return outcome;
  }

  @Override
  public synchronized EnrichmentTotals closeBatch(UUID enrichmentId) {
    reach();
    closed.add(enrichmentId);
    var totals = EnrichmentTotals.NONE;
    for (var position = 0; position < decisions.get(enrichmentId).plan().contacts(); position++) {
      totals = totals.plus(end(new ContactKey(enrichmentId, position), ContactOutcome.FAILED));
    }
    return totals;
  }

  synchronized @Nullable ContactOutcome outcome(ContactKey contact) {
    return outcomes.get(contact);
  }

  /** Every call of {@link #settleContact}, repetitions included. */
  synchronized List<SettlementInput> settlements() {
    return List.copyOf(settlements);
  }

  synchronized boolean isClosed(UUID enrichmentId) {
    return closed.contains(enrichmentId);
  }

  synchronized int held() {
    return held;
  }

  synchronized int captured() {
    return captured;
  }

  synchronized int released() {
    return released;
  }
}
