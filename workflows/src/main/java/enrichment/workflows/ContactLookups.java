package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.LookupOutcome;
import enrichment.domain.LookupTimes;
import enrichment.domain.ProviderStep;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webui.ContactDetails;
import enrichment.workflows.webui.ContactDetails.Role;
import enrichment.workflows.webui.OwnAttributes;
import io.temporal.activity.ActivityCancellationType;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Functions.Func;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks the providers of a plan about one contact, in turn, until somebody finds something. */
final class ContactLookups {

  /** What a lookup may take beyond its provider's own timeout: reading the contact, settling it. */
  private static final Duration OVERHEAD = Duration.ofSeconds(20);

  private final ContactKey contact;
  private final EnrichmentPlan plan;
  private final ContactDetails details;
  private final List<ProviderStep> unavailable = new ArrayList<>();
  private boolean answered;
  private boolean foundUnverified;
  private @Nullable String finder;

  ContactLookups(ContactKey contact, EnrichmentPlan plan, ContactDetails details) {
    this.contact = contact;
    this.plan = plan;
    this.details = details;
  }

  /**
   * @return how the contact has ended, by a lookup; null when none has ended it
   * @throws CanceledFailure when no more lookups may begin
   */
  @Nullable ContactOutcome run() {
    resolveDomain();
    var ended = askInTurn(plan.providers(), false);
    if (ended == null && !foundUnverified && !unavailable.isEmpty()) {
      // Nobody else had anything, so those that could not be asked are waited for.
      ended = askInTurn(List.copyOf(unavailable), true);
    }
    if (ended == null) {
      // A cancelled lookup is given no further attempt, so its failure says nothing.
      CancellationScope.throwCanceled();
    }
    return ended;
  }

  /**
   * How the contact ends when no lookup has ended it. The books know better where something was
   * found that no verifier could tell anything of.
   */
  ContactOutcome outcomeWithoutHit() {
    return answered ? ContactOutcome.NOT_FOUND : ContactOutcome.FAILED;
  }

  /** The provider that has found something; null when none has. */
  @Nullable String finder() {
    return finder;
  }

  private void resolveDomain() {
    for (var step : plan.resolvers()) {
      details.asks(Role.RESOLVER, step.provider());
      var result =
          ask(() -> lookups(step, Role.RESOLVER).resolveDomain(new ResolutionInput(contact, step)));
      details.answered(Role.RESOLVER, step.provider(), result == null ? null : result.outcome());
      if (result != null && result.outcome() == LookupOutcome.FOUND) {
        return;
      }
    }
  }

  private @Nullable ContactOutcome askInTurn(List<ProviderStep> steps, boolean patient) {
    for (var step : steps) {
      var last = step == steps.getLast() && (patient || unavailable.isEmpty());
      var input = new LookupInput(contact, step, last, !plan.verifiers().isEmpty(), patient);
      if (patient) {
        OwnAttributes.waitsFor(step.provider());
        details.waitsFor(step.provider());
      } else {
        details.asks(Role.FINDER, step.provider());
      }
      var result = ask(() -> lookups(step, Role.FINDER).lookUpContact(input));
      finderAnswered(step.provider(), result);
      if (result != null
          && result.outcome() == LookupOutcome.FOUND
          && LookupResult.isOpen(result)) {
        result = verify(step.provider());
      }
      if (!LookupResult.isOpen(result)) {
        return result.contactEnded();
      }
      if (result != null) {
        note(step, result.outcome());
      }
      if (foundUnverified) {
        return null;
      }
    }
    return null;
  }

  private void finderAnswered(String provider, @Nullable LookupResult result) {
    if (result == null) {
      details.answered(Role.FINDER, provider, null);
    } else {
      details.answered(Role.FINDER, provider, result.outcome());
      finder = result.outcome() == LookupOutcome.FOUND ? provider : null;
    }
  }

  private void note(ProviderStep step, LookupOutcome outcome) {
    switch (outcome) {
      case UNAVAILABLE -> unavailable.add(step);
      case FOUND -> foundUnverified = true;
      default -> answered = true;
    }
  }

  /** What the verifiers say of the email that this provider has found. */
  private LookupResult verify(String finder) {
    for (var step : plan.verifiers()) {
      var last = step == plan.verifiers().getLast();
      var input = new VerificationInput(contact, step, finder, last);
      details.asks(Role.VERIFIER, step.provider());
      var result = ask(() -> lookups(step, Role.VERIFIER).verifyEmail(input));
      details.answered(Role.VERIFIER, step.provider(), result == null ? null : result.outcome());
      if (result != null
          && (!LookupResult.isOpen(result) || result.outcome() == LookupOutcome.REFUTED)) {
        return result;
      }
    }
    return new LookupResult(LookupOutcome.FOUND, null);
  }

  /** The provider's answer; null when it failed for good, and the next one has to be asked. */
  private static <T> @Nullable T ask(Func<T> question) {
    try {
      return question.apply();
    } catch (ActivityFailure failure) {
      if (failure.getCause() instanceof CanceledFailure cancelled) {
        throw cancelled;
      }
      return null;
    }
  }

  /**
   * The activity itself knows when its provider has had its attempts, since only attempts that
   * reached the provider count. So there is no limit here that an outage of ours could use up. A
   * lookup that is under way when the batch is cancelled is awaited: what it finds is paid for. One
   * that cannot write its answer down has more time for that, as long as its worker says that it is
   * alive; one whose worker has died is tried again without.
   */
  private static LookupActivities lookups(ProviderStep step, Role role) {
    return Workflow.newActivityStub(
        LookupActivities.class,
        ActivityOptions.newBuilder()
            .setTaskQueue(step.taskQueue() == null ? TaskQueues.ENRICHMENT : step.taskQueue())
            .setSummary("%s: %s".formatted(step.provider(), role.purpose()))
            .setStartToCloseTimeout(step.timeout().plus(OVERHEAD).plus(LookupTimes.TO_RECORD))
            .setHeartbeatTimeout(step.timeout().plus(OVERHEAD))
            .setCancellationType(ActivityCancellationType.WAIT_CANCELLATION_COMPLETED)
            .setRetryOptions(
                RetryOptions.newBuilder()
                    .setInitialInterval(Duration.ofSeconds(1))
                    .setMaximumInterval(Duration.ofMinutes(1))
                    .build())
            .build());
  }
}
