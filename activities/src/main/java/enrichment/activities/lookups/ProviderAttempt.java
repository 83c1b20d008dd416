package enrichment.activities.lookups;

import enrichment.activities.AskLater;
import enrichment.activities.lookups.ProviderMetrics.Result;
import enrichment.activities.lookups.ProviderMetrics.Wait;
import enrichment.domain.LookupOutcome;
import enrichment.providers.Answer;
import enrichment.providers.EmailVerdict;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import enrichment.store.lookups.ContactToLookUp;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.LookupState;
import enrichment.store.lookups.Lookups;
import io.temporal.failure.ApplicationFailure;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt at one question. Each step before the call may end it, or have it come later. */
final class ProviderAttempt {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderAttempt.class);

  /**
   * How many attempts may end without the provider having said or failed anything: their worker
   * died, or something of ours failed. It is enough for an outage, and an end for a contact that
   * takes its worker down every time.
   */
  private static final int ATTEMPTS_WITHOUT_A_WORD = 20;

  /** A call that is due so soon is waited for here; a retry by Temporal would not be that exact. */
  private static final Duration HORIZON = Duration.ofSeconds(1);

  /** Turns that a worker has missed, busy or suspended, it must not make up for all at once. */
  private static final Duration LATEST = Duration.ofMillis(50);

  /** A provider that is busy for longer is passed over at first. */
  private static final Duration SHORT_WAIT = Duration.ofMinutes(1);

  /** And so is one that has been busy for so long. */
  private static final Duration LONGEST_BUSY = Duration.ofMinutes(2);

  /** Where the provider has not said for how long it is busy. */
  private static final Duration USUAL_BUSY = Duration.ofSeconds(5);

  /** After this nobody waits any more for what a provider has taken and does not answer. */
  private static final Duration LONGEST_ANSWER = Duration.ofHours(24);

  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  private final ProviderCalls calls;
  private final Provider provider;
  private final ProviderTerms terms;
  private final LookupCall call;
  private final ContactToLookUp contact;
  private final LookupState state;
  private final Question question;
  private final boolean patient;

  ProviderAttempt(
      ProviderCalls calls,
      Provider provider,
      LookupCall call,
      ContactToLookUp contact,
      Question question,
      boolean patient) {
    this.calls = calls;
    this.provider = provider;
    this.terms = provider.terms();
    this.call = call;
    this.contact = contact;
    this.state = contact.lookup();
    this.question = question;
    this.patient = patient;
  }

  Reply run() {
    if (state.said() != null) {
      return new Reply.GivenUp("It was given up on before");
    }
    if (!isTaken() && !provider.canAnswer(question)) {
      return new Reply.Answered(
          Answer.NOT_FOUND,
          LookupEnd.answered(LookupOutcome.NOT_FOUND, Duration.ZERO, BigDecimal.ZERO),
          false);
    }
    var reply = judgeLastAttempt();
    if (reply == null) {
      reply = awaitRecovery();
    }
    if (reply == null) {
      reply = awaitTurn();
    }
    if (reply == null) {
      reply = claimProbe();
    }
    return reply != null ? reply : ask();
  }

  /** Whether the provider has taken the question: it is paid for, and worth waiting for. */
  private boolean isTaken() {
    return question.ticket() != null;
  }

  /** An attempt that ended without a word may have been answered, and then it was paid for. */
  private @Nullable Reply judgeLastAttempt() {
    if (isTaken() && isLonger(state.age(), LONGEST_ANSWER)) {
      return giveUp(LookupEnd.inDoubt(Duration.ZERO, "never_answered"));
    }
    if (!state.underWay()) {
      return null;
    }
    if (!terms.repeatable()) {
      return giveUp(LookupEnd.inDoubt(Duration.ZERO, "no_word"));
    }
    return state.attempts() < terms.attempts() + ATTEMPTS_WITHOUT_A_WORD
        ? null
        : giveUp(LookupEnd.failed(Duration.ZERO, "no_attempt_ends"));
  }

  private @Nullable Reply awaitRecovery() {
    var probeIn = contact.provider().probeIn();
    return contact.provider().failing() == null || probeIn.isZero() ? null : circuitIsOpen(probeIn);
  }

  private @Nullable Reply claimProbe() {
    var atMost = terms.timeout().plus(HORIZON).plusSeconds(5);
    return contact.provider().failing() == null || calls.claimProbe(provider, atMost)
        ? null
        : circuitIsOpen(atMost);
  }

  private Reply circuitIsOpen(Duration probeIn) {
    calls.metrics.waited(provider, Wait.CIRCUIT);
    var failing = String.valueOf(contact.provider().failing());
    var passesByItself =
        !failing.equals(Kind.KEY_REFUSED.name()) && !failing.equals(Kind.QUOTA_EXHAUSTED.name());
    return passesByItself || isTaken()
        ? waitOrPassOver(probeIn, failing, true)
        : giveUp(LookupEnd.failed(Duration.ZERO, failing));
  }

  private @Nullable Reply awaitTurn() {
    var pausedFor = contact.provider().pausedFor();
    if (terms.rate() == null) {
      return pausedFor.isZero() ? null : isBusy(pausedFor);
    }
    var interval = terms.rate().interval();
    var gate = calls.gate(provider.name(), terms.rate());
    if (isLonger(pausedFor, HORIZON.plus(interval))) {
      // More than turns that are taken: the provider has asked for it.
      return isBusy(pausedFor);
    }
    if (!takeTurn(interval, gate)) {
      // Only once more, lest a worker that is always late never calls anybody.
      takeTurn(interval, gate);
    }
    return null;
  }

  private Reply isBusy(Duration pausedFor) {
    calls.metrics.waited(provider, Wait.BUSY);
    return waitOrPassOver(pausedFor, "busy", false);
  }

  /**
   * @return whether the turn was taken in time
   */
  private boolean takeTurn(Duration interval, TurnGate gate) {
    var began = System.nanoTime();
    var due =
        calls.paces.reserve(provider.name(), interval, HORIZON).orElseThrow(() -> notItsTurn(gate));
    gate.takenFor(due.plus(interval));
    calls.sleep(due);
    return !isLonger(since(began).minus(due), LATEST);
  }

  /** It waits in the queue, from which its worker takes nothing until a turn is near. */
  private ApplicationFailure notItsTurn(TurnGate gate) {
    calls.metrics.waited(provider, Wait.PACE);
    gate.takenFor(calls.paces.nextIn(provider.name()));
    return AskLater.in(calls.withJitter(HORIZON), "Its turn has not come");
  }

  private Reply ask() {
    var permitted = System.nanoTime();
    if (!mayAsk()) {
      return stoppedOrOvertaken();
    }
    var began = System.nanoTime();
    if (isLonger(Duration.ofNanos(began - permitted), Lookups.TIME_TO_CALL)) {
      // Whoever stops lookups counts on it that no call is made so late.
      recordFailure("too_late", Duration.ZERO, isTaken());
      throw AskLater.in(HORIZON, "The permission to call came too late");
    }
    try {
      return answered(Answer.checked(provider.ask(question)), since(began));
    } catch (ProviderException e) {
      return failed(e, since(began));
    }
  }

  private boolean mayAsk() {
    if (isTaken()) {
      return calls.lookups.goesOn(call);
    }
    try {
      return calls.lookups.begin(call, state.attempts());
    } catch (RuntimeException e) {
      // It may be written down all the same that the provider is asked now, and it is not.
      recordFailure("not_asked", Duration.ZERO, false);
      throw e;
    }
  }

  private void recordFailure(String reason, Duration took, boolean counts) {
    calls.lookups.recordFailure(call, state.attempts() + 1, reason, took, counts);
  }

  private Reply stoppedOrOvertaken() {
    if (calls.lookups.goesOn(call)) {
      throw AskLater.in(HORIZON, "Another attempt has overtaken this one");
    }
    return new Reply.Stopped();
  }

  private Reply answered(Answer answer, Duration took) {
    if (answer instanceof Answer.Pending pending) {
      called(Result.PENDING, took);
      calls.lookups.awaitAnswer(call, pending.ticket(), took);
      calls.isWell(provider, contact);
      throw AskLater.in(calls.withJitter(pending.askAgainAfter()), "It has yet to answer");
    }
    var cost = provider.cost(question.capability());
    var hit = isHit(answer);
    called(hit ? Result.FOUND : Result.NOT_FOUND, took);
    var end =
        hit
            ? LookupEnd.answered(LookupOutcome.FOUND, took, cost.hit())
            : answer instanceof Answer.Unusable
                ? LookupEnd.unusable(took)
                : LookupEnd.answered(LookupOutcome.NOT_FOUND, took, cost.miss());
    if (end.cost() != null) {
      calls.metrics.spent(provider, end.cost());
    }
    return new Reply.Answered(answer, end, true);
  }

  private void called(Result result, Duration took) {
    calls.metrics.called(provider, question.capability(), result, took);
  }

  private static boolean isHit(Answer answer) {
    return switch (answer) {
      case Answer.Found found -> true;
      case Answer.Resolved resolved -> true;
      case Answer.Verified verified -> verified.verdict() != EmailVerdict.UNKNOWN;
      case Answer.NotFound notFound -> false;
      case Answer.Unusable unusable -> false;
      case Answer.Pending pending -> false;
    };
  }

  /** What the question has come to is written down first; then what that says of the provider. */
  private Reply failed(ProviderException e, Duration took) {
    var reason = e.reason();
    log(e.kind(), reason);
    called(Result.valueOf(e.kind().name()), took);
    return switch (e.kind()) {
      case BUSY -> {
        var busyFor = e.retryAfter() == null ? USUAL_BUSY : e.retryAfter();
        recordFailure(reason, took, isTaken());
        calls.pause(provider, busyFor);
        calls.isWell(provider, contact);
        yield waitOrPassOver(busyFor, reason, false);
      }
      case UNAVAILABLE -> isDown(reason, took, e.retryAfter());
      case NOT_YET -> {
        recordFailure(reason, took, true);
        calls.isWell(provider, contact);
        yield hasHadItsAttempts()
            ? giveUp(LookupEnd.failed(Duration.ZERO, reason))
            : retry(e.retryAfter(), reason);
      }
      case IN_DOUBT -> inDoubt(reason, took);
      case REFUSED -> {
        var reply = giveUp(LookupEnd.failed(took, reason));
        calls.isWell(provider, contact);
        yield reply;
      }
      case KEY_REFUSED, QUOTA_EXHAUSTED -> {
        var reply = isTaken() ? null : giveUp(LookupEnd.failed(took, reason));
        calls.close(provider, e.kind().name());
        yield reply != null ? reply : waitOrPassOver(SHORT_WAIT, reason, false);
      }
    };
  }

  private Reply inDoubt(String reason, Duration took) {
    if (isTaken() || !terms.repeatable()) {
      var reply = giveUp(LookupEnd.inDoubt(took, reason));
      countFailure(reason);
      return reply;
    }
    return isDown(reason, took, null);
  }

  private Reply isDown(String reason, Duration took, @Nullable Duration retryAfter) {
    recordFailure(reason, took, true);
    countFailure(reason);
    return !patient && hasHadItsAttempts() ? passOver(reason) : retry(retryAfter, reason);
  }

  private void countFailure(String reason) {
    calls.countFailure(provider, reason, contact.provider().failing() != null);
  }

  /** One that is waited for, because it is down, has time instead. */
  private boolean hasHadItsAttempts() {
    return !isTaken() && state.attempts() + 1 >= terms.attempts();
  }

  private Reply retry(@Nullable Duration retryAfter, String reason) {
    var backoff = Duration.ofSeconds(1L << Math.min(state.attempts(), 10));
    return waitOrPassOver(
        retryAfter != null ? retryAfter : shorter(backoff, LONGEST_BACKOFF), reason, false);
  }

  /**
   * @param passOver whether others are asked first, if that is possible
   */
  private Reply waitOrPassOver(Duration delay, String reason, boolean passOver) {
    if (isTaken()) {
      // The longer it takes, the less often it is worth a look.
      throw AskLater.in(calls.withJitter(longer(delay, state.age().dividedBy(10))), reason);
    }
    if (patient) {
      return waitPatiently(delay, reason);
    }
    if (passOver || isLonger(delay, SHORT_WAIT) || isLonger(state.age(), LONGEST_BUSY)) {
      return passOver(reason);
    }
    if (state.age().isZero()) {
      calls.lookups.recordWait(call, reason);
    }
    throw AskLater.in(calls.withJitter(delay), reason);
  }

  private Reply waitPatiently(Duration delay, String reason) {
    if (state.deferredFor() == null) {
      calls.lookups.defer(call, reason);
    } else if (isLonger(state.deferredFor(), calls.patience)) {
      return giveUp(LookupEnd.failed(Duration.ZERO, reason));
    }
    throw AskLater.in(calls.withJitter(shorter(delay, SHORT_WAIT)), reason);
  }

  private Reply passOver(String reason) {
    calls.lookups.recordWait(call, reason);
    return new Reply.Unavailable();
  }

  private Reply giveUp(LookupEnd end) {
    calls.lookups.end(call, end);
    return new Reply.GivenUp(String.valueOf(end.error()));
  }

  private void log(Kind kind, String reason) {
    LOG.atInfo()
        .addKeyValue("enrichment_id", call.contact().enrichmentId())
        .addKeyValue("position", call.contact().position())
        .addKeyValue("provider", provider.name())
        .addKeyValue("kind", kind)
        .addKeyValue("reason", reason)
        .log("provider.not_answered");
  }

  private static Duration since(long nanoTime) {
    return Duration.ofNanos(System.nanoTime() - nanoTime);
  }

  private static boolean isLonger(Duration one, Duration other) {
    return one.compareTo(other) > 0;
  }

  private static Duration shorter(Duration one, Duration other) {
    return isLonger(one, other) ? other : one;
  }

  private static Duration longer(Duration one, Duration other) {
    return isLonger(one, other) ? one : other;
  }
}
