package enrichment.activities.lookups;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.domain.LookupOutcome;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.EmailVerdict;
import enrichment.providers.Provider;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.ContactToLookUp;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnd;
import enrichment.store.lookups.Lookups;
import enrichment.workflows.LookupResult;
import enrichment.workflows.VerificationInput;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Has the email that a provider has found verified, and ends its contact by what comes of it. */
final class EmailVerification {

  /** There is no such mailbox, or no more: the next provider may have another one. */
  private static final LookupResult GONE = new LookupResult(LookupOutcome.REFUTED, null);

  private final Lookups lookups;
  private final Settlements settlements;
  private final LearntPatterns patterns;
  private final ProviderCalls calls;

  EmailVerification(
      Lookups lookups, Settlements settlements, LearntPatterns patterns, ProviderCalls calls) {
    this.lookups = lookups;
    this.settlements = settlements;
    this.patterns = patterns;
    this.calls = calls;
  }

  LookupResult verify(Provider verifier, VerificationInput input) {
    var askedFor = Capability.EMAIL_VERIFICATION.wireName();
    var contact = lookups.open(input.contact(), verifier.name(), askedFor, input.finder());
    if (contact.ended() != null) {
      return LookupResult.ofEnded(contact.ended());
    }
    if (contact.suppressed()) {
      return LookupResult.ofEnded(settlements.settleSuppressed(input.contact()));
    }
    if (contact.stopped()) {
      return stopped(input);
    }
    var findings = contact.lookup().toVerify();
    if (findings == null) {
      return GONE;
    }
    if (contact.lookup().said() == LookupOutcome.NOT_FOUND) {
      return undecided(input);
    }
    var call = new LookupCall(input.contact(), verifier.name(), askedFor, input.finder());
    return switch (ask(verifier, call, contact, findings.address(), input.last())) {
      case Reply.Answered reply -> {
        var result = record(contact, call, reply, findings, input);
        calls.recorded(reply, verifier, contact);
        yield result;
      }
      case Reply.Unavailable unavailable -> undecided(input);
      case Reply.Stopped stopped -> stopped(input);
      case Reply.GivenUp givenUp -> undecided(input);
    };
  }

  /** What was found counts, with nothing known of it. */
  private LookupResult stopped(VerificationInput input) {
    return LookupResult.ofEnded(settlements.settleStopped(input.contact()));
  }

  /** Two providers often come to the same address; its verdict is paid for once. */
  private Reply ask(
      Provider verifier,
      LookupCall call,
      ContactToLookUp contact,
      String address,
      boolean patient) {
    return lookups
        .findVerdict(call, address)
        .map(EmailVerification::known)
        .orElseGet(
            () ->
                calls.call(
                    verifier,
                    call,
                    contact,
                    ContactQuestion.of(Capability.EMAIL_VERIFICATION, contact, address),
                    patient));
  }

  private static Reply known(String word) {
    var verdict = EmailVerdict.valueOf(word);
    var outcome = verdict == EmailVerdict.UNKNOWN ? LookupOutcome.NOT_FOUND : LookupOutcome.FOUND;
    return new Reply.Answered(
        new Answer.Verified(verdict),
        LookupEnd.answered(outcome, Duration.ZERO, BigDecimal.ZERO),
        false);
  }

  private LookupResult record(
      ContactToLookUp contact,
      LookupCall call,
      Reply.Answered reply,
      Findings findings,
      VerificationInput input) {
    var word =
        reply.answer() instanceof Answer.Verified verified
            ? verified.verdict()
            : EmailVerdict.UNKNOWN;
    var verdict = new Lookups.Verdict(word.name(), String.valueOf(findings.address()));
    return switch (word) {
      case DELIVERABLE -> {
        var verified = findings.withStatus(EmailStatus.DELIVERABLE);
        var ended = settlements.settleVerified(call, verified, verdict, reply.end());
        if (ended == ContactOutcome.FOUND) {
          patterns.learnFrom(contact, verified);
        }
        yield endedOrGone(ended);
      }
      case CATCH_ALL ->
          endedOrGone(
              settlements.settleVerified(
                  call, findings.withStatus(EmailStatus.CATCH_ALL), verdict, reply.end()));
      case UNDELIVERABLE -> {
        lookups.refute(call, verdict, reply.end());
        yield GONE;
      }
      case UNKNOWN -> {
        lookups.recordVerdict(call, verdict, reply.end());
        yield undecided(input);
      }
    };
  }

  private static LookupResult endedOrGone(@Nullable ContactOutcome ended) {
    return ended == null ? GONE : LookupResult.ofEnded(ended);
  }

  /** The next verifier may know; when there is none, the email counts, with nothing known of it. */
  private LookupResult undecided(VerificationInput input) {
    return input.last()
        ? LookupResult.ofEnded(settlements.settle(input.contact(), ContactOutcome.NOT_FOUND))
        : new LookupResult(LookupOutcome.NOT_FOUND, null);
  }
}
