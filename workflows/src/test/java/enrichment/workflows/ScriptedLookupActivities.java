package enrichment.workflows;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.LookupOutcome;
import enrichment.workflows.steps.FailureTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** Providers that answer by a script; without one, each finds everybody. */
final class ScriptedLookupActivities implements LookupActivities {

  enum Answer {
    FOUND,
    NOT_FOUND,
    /** The attempt fails, and another may not. */
    OUTAGE,
    /** The provider will not answer for this contact. */
    REFUSAL,
    /** The provider cannot be asked now. */
    DOWN,
    /** It has an email that nobody has verified; or a verifier cannot tell. */
    UNVERIFIED,
    /** A verifier says that there is no such mailbox. */
    REFUTED,
    /** Nobody was asked: the contact is cancelled in the books. */
    STOPPED
  }

  /** A provider that was asked about a contact. */
  record Question(String provider, int position) {}

  /** Stands before a provider's answer. */
  final Gate gate = Gate.opened();

  private final InMemoryCreditActivities credits;
  private final Map<Question, Queue<Answer>> scripts = new HashMap<>();
  private final List<Question> questions = new ArrayList<>();

  ScriptedLookupActivities(InMemoryCreditActivities credits) {
    this.credits = credits;
  }

  /** What a provider says of a contact, attempt by attempt; the last answer is repeated. */
  synchronized void script(String provider, int position, Answer... answers) {
    scripts.put(new Question(provider, position), new ArrayDeque<>(List.of(answers)));
  }

  @Override
  public LookupResult lookUpContact(LookupInput input) {
    var earlier = credits.outcome(input.contact());
    if (earlier != null) {
      return new LookupResult(LookupOutcome.NOT_FOUND, earlier);
    }
    var answer = ask(new Question(input.step().provider(), input.contact().position()));
    gate.pass();
    return switch (answer) {
      case FOUND -> hit(input.contact());
      case NOT_FOUND -> miss(input.contact(), input.last());
      case DOWN -> unavailable(input.patient());
      case UNVERIFIED ->
          input.verified() ? new LookupResult(LookupOutcome.FOUND, null) : hit(input.contact());
      case OUTAGE -> throw StacklessFailures.retryable("The provider is down", "OUTAGE");
      case REFUSAL ->
          throw StacklessFailures.nonRetryable("No answer", FailureTypes.PROVIDER_FAILED);
      case STOPPED -> LookupResult.ofEnded(credits.end(input.contact(), ContactOutcome.CANCELLED));
      case REFUTED -> throw new IllegalStateException("A finder refutes nothing");
    };
  }

  @Override
  public LookupResult verifyEmail(VerificationInput input) {
    return switch (ask(new Question(input.step().provider(), input.contact().position()))) {
      case FOUND -> hit(input.contact());
      case REFUTED -> new LookupResult(LookupOutcome.REFUTED, null);
      case UNVERIFIED ->
          input.last() ? hit(input.contact()) : new LookupResult(LookupOutcome.NOT_FOUND, null);
      default -> throw StacklessFailures.nonRetryable("No answer", FailureTypes.PROVIDER_FAILED);
    };
  }

  @Override
  public ResolutionResult resolveDomain(ResolutionInput input) {
    return switch (ask(new Question(input.step().provider(), input.contact().position()))) {
      case FOUND -> new ResolutionResult(LookupOutcome.FOUND);
      case NOT_FOUND -> new ResolutionResult(LookupOutcome.NOT_FOUND);
      default -> throw StacklessFailures.nonRetryable("No answer", FailureTypes.PROVIDER_FAILED);
    };
  }

  private LookupResult hit(ContactKey contact) {
    return new LookupResult(LookupOutcome.FOUND, credits.end(contact, ContactOutcome.FOUND));
  }

  private static LookupResult unavailable(boolean patient) {
    if (patient) {
      throw StacklessFailures.nonRetryable("Still down", FailureTypes.PROVIDER_FAILED);
    }
    return new LookupResult(LookupOutcome.UNAVAILABLE, null);
  }

  private LookupResult miss(ContactKey contact, boolean last) {
    return new LookupResult(
        LookupOutcome.NOT_FOUND, last ? credits.end(contact, ContactOutcome.NOT_FOUND) : null);
  }

  private synchronized Answer ask(Question question) {
    questions.add(question);
    var script = scripts.get(question);
    if (script == null) {
      return Answer.FOUND;
    }
    return script.size() > 1 ? script.remove() : script.element();
  }

  /** Every attempt that reached a provider, in order. */
  synchronized List<Question> questions() {
    return List.copyOf(questions);
  }

  /** How often a provider was asked about a contact. */
  synchronized int attempts(String provider, int position) {
    return (int) questions.stream().filter(new Question(provider, position)::equals).count();
  }
}
