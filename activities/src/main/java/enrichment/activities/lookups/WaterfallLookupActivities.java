package enrichment.activities.lookups;

import enrichment.activities.AskLater;
import enrichment.activities.ContactMetrics;
import enrichment.activities.Known;
import enrichment.activities.ReceiverGate;
import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.domain.LookupOutcome;
import enrichment.domain.ProviderStep;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.providers.Rate;
import enrichment.providers.finder.EmailFinder;
import enrichment.store.enrichments.PersonLookups;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.CompanyLookups;
import enrichment.store.lookups.ContactToLookUp;
import enrichment.store.lookups.EmailPatterns;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.workflows.LookupActivities;
import enrichment.workflows.LookupInput;
import enrichment.workflows.LookupResult;
import enrichment.workflows.ResolutionInput;
import enrichment.workflows.ResolutionResult;
import enrichment.workflows.VerificationInput;
import enrichment.workflows.steps.FailureTypes;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/** Asks the configured providers, and writes what they say to the database. */
public final class WaterfallLookupActivities implements LookupActivities {

  /**
   * How many calls to vendors may be under way at a time on the task queue that is for what is
   * ours: half of its slots. They are of enrichments that were accepted before vendors had queues.
   */
  private static final int SHARED = 100;

  private final ReceiverGate shared = new ReceiverGate(SHARED);
  private final Waterfall waterfall;
  private final Lookups lookups;
  private final PersonLookups people;
  private final Settlements settlements;
  private final ProviderCalls calls;
  private final LearntPatterns patterns;
  private final EmailVerification verification;
  private final DomainResolution resolution;
  private final ContactMetrics contacts;
  private final Heartbeats heartbeats;

  /**
   * @param metrics where calls and what they come to are counted
   */
  public WaterfallLookupActivities(Waterfall waterfall, Database database, MeterRegistry metrics) {
    this(
        waterfall,
        database,
        new ProviderCalls(
            database,
            ProviderCalls.PATIENCE,
            new SecureRandom(),
            providerMetrics(waterfall, metrics)),
        new ContactMetrics(metrics),
        new TemporalHeartbeats());
  }

  WaterfallLookupActivities(
      Waterfall waterfall,
      Database database,
      ProviderCalls calls,
      ContactMetrics contacts,
      Heartbeats heartbeats) {
    this.heartbeats = heartbeats;
    this.waterfall = waterfall;
    this.lookups = new Lookups(database);
    this.people = new PersonLookups(database);
    this.settlements = new Settlements(database);
    this.calls = calls;
    this.patterns =
        new LearntPatterns(
            new EmailPatterns(database),
            waterfall.providers().stream().anyMatch(EmailFinder.class::isInstance));
    this.verification = new EmailVerification(lookups, settlements, patterns, calls);
    this.resolution = new DomainResolution(lookups, new CompanyLookups(database), calls);
    this.contacts = contacts;
  }

  private static ProviderMetrics providerMetrics(Waterfall waterfall, MeterRegistry registry) {
    var metrics = new ProviderMetrics(registry);
    waterfall.providers().forEach(metrics::expect);
    return metrics;
  }

  @Override
  public LookupResult lookUpContact(LookupInput input) {
    return alive(() -> counted(atItsPlace(input.step(), provider -> lookUp(provider, input))));
  }

  /** It may take long to write an answer down. */
  private <T> T alive(Supplier<T> lookup) {
    var beating = heartbeats.begin();
    try (beating) {
      return Known.only(lookup);
    }
  }

  private LookupResult counted(LookupResult result) {
    contacts.ended(result.contactEnded());
    return result;
  }

  private LookupResult lookUp(Provider provider, LookupInput input) {
    var contact = lookups.open(input.contact(), provider.name(), null, "");
    if (contact.ended() != null) {
      return LookupResult.ofEnded(contact.ended());
    }
    if (contact.suppressed()) {
      return LookupResult.ofEnded(settlements.settleSuppressed(input.contact()));
    }
    if (contact.stopped()) {
      return stopped(input.contact());
    }
    if (!contact.leads()) {
      var decision = people.decide(input.contact());
      if (decision.ended() != null) {
        return LookupResult.ofEnded(decision.ended());
      }
      if (decision.turn() == PersonLookups.Turn.WAITS) {
        throw AskLater.in(FollowDelay.of(contact), "An equal contact is being looked up");
      }
    }
    var capability = Capability.finding(contact.type());
    var call = LookupCall.of(input.contact(), provider.name(), capability.wireName());
    var said = contact.lookup().said();
    if (said == LookupOutcome.FOUND) {
      return new LookupResult(LookupOutcome.FOUND, null);
    }
    if (said == LookupOutcome.NOT_FOUND || said == LookupOutcome.REFUTED) {
      return missed(call, input.last(), LookupEnd.answered(said, Duration.ZERO, BigDecimal.ZERO));
    }
    var question = ContactQuestion.of(capability, contact, null);
    return switch (calls.call(provider, call, contact, question, input.patient())) {
      case Reply.Answered reply -> {
        var result = record(contact, call, reply, input);
        calls.recorded(reply, provider, contact);
        yield result;
      }
      case Reply.Unavailable unavailable -> new LookupResult(LookupOutcome.UNAVAILABLE, null);
      case Reply.Stopped stopped -> stopped(input.contact());
      case Reply.GivenUp givenUp -> throw failedForGood(givenUp.reason());
    };
  }

  private LookupResult stopped(ContactKey contact) {
    return LookupResult.ofEnded(settlements.settleStopped(contact));
  }

  private LookupResult record(
      ContactToLookUp contact, LookupCall call, Reply.Answered reply, LookupInput input) {
    if (!(reply.answer() instanceof Answer.Found found)) {
      return missed(call, input.last(), reply.end());
    }
    if (input.verified() && isUnverified(found.findings())) {
      lookups.keepToVerify(call, found.findings(), found.whose(), reply.end());
      return new LookupResult(LookupOutcome.FOUND, null);
    }
    var ended = settlements.settleFound(call, found.findings(), found.whose(), reply.end());
    if (ended == ContactOutcome.FOUND) {
      patterns.learnFrom(contact, found.findings());
    }
    return new LookupResult(LookupOutcome.FOUND, ended);
  }

  private LookupResult missed(LookupCall call, boolean last, LookupEnd end) {
    if (last) {
      return new LookupResult(LookupOutcome.NOT_FOUND, settlements.settleNotFound(call, end));
    }
    lookups.end(call, end);
    return new LookupResult(LookupOutcome.NOT_FOUND, null);
  }

  private static boolean isUnverified(Findings findings) {
    return findings.address() != null
        && findings.emailStatus() == EmailStatus.NOT_AVAILABLE
        && findings.personalEmailStatus() == EmailStatus.NOT_AVAILABLE;
  }

  @Override
  public LookupResult verifyEmail(VerificationInput input) {
    return alive(
        () -> counted(atItsPlace(input.step(), provider -> verification.verify(provider, input))));
  }

  @Override
  public ResolutionResult resolveDomain(ResolutionInput input) {
    return alive(
        () ->
            new ResolutionResult(
                atItsPlace(input.step(), provider -> resolution.resolve(provider, input))));
  }

  /** When tasks of a provider with a rate are to be taken from its task queue. */
  public TurnGate gate(String provider, Rate rate) {
    return calls.gate(provider, rate);
  }

  private <T> T atItsPlace(ProviderStep step, Function<Provider, T> question) {
    var provider = provider(step);
    if (step.taskQueue() != null || !provider.callsOut()) {
      return question.apply(provider);
    }
    var passage = shared.enter("").orElseThrow(this::sharedAreTaken);
    try (passage) {
      return question.apply(provider);
    }
  }

  private ApplicationFailure sharedAreTaken() {
    return AskLater.in(shared.nextTurn(""), "Enough vendors are asked here");
  }

  private Provider provider(ProviderStep step) {
    return waterfall
        .find(step.provider())
        .orElseThrow(() -> failedForGood("The provider is not configured any more"));
  }

  private static ApplicationFailure failedForGood(String reason) {
    return ApplicationFailure.newNonRetryableFailure(reason, FailureTypes.PROVIDER_FAILED);
  }
}
