package enrichment.activities.lookups;

import enrichment.domain.Findings;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import enrichment.providers.Rate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A provider that gives the answers it was told to, one a call, and remembers what it was asked.
 */
public final class StubProvider implements Provider {

  /** A call that takes its worker down with it. */
  static final class WorkerDied extends Error {
    private static final long serialVersionUID = 1;
  }

  private final String name;
  private final Queue<Object> answers = new LinkedList<>();
  private final List<Question> questions = new ArrayList<>();
  private @Nullable Rate rate;
  private boolean repeatable;
  private boolean needsMore;
  private Runnable onceLookedAt = () -> {};
  private Runnable beforeItsCall = () -> {};
  private Runnable beforeEachCall = () -> {};
  private Runnable meanwhile = () -> {};

  public StubProvider(String name) {
    this.name = name;
  }

  StubProvider repeatable() {
    repeatable = true;
    return this;
  }

  /** What it is asked about never has what it needs. */
  StubProvider needsMore() {
    needsMore = true;
    return this;
  }

  /** Happens once the contact is read and it is about to be seen to, whatever comes of it. */
  StubProvider onceLookedAt(Runnable event) {
    onceLookedAt = event;
    return this;
  }

  /** Happens once it is seen that there is something to ask. */
  StubProvider beforeItsCall(Runnable event) {
    beforeItsCall = event;
    return this;
  }

  StubProvider beforeEachCall(Runnable event) {
    beforeEachCall = event;
    return this;
  }

  /** Happens while it is being asked. */
  StubProvider meanwhile(Runnable event) {
    meanwhile = event;
    return this;
  }

  StubProvider atRate(Rate rate) {
    this.rate = rate;
    return this;
  }

  StubProvider says(Answer... said) {
    answers.addAll(List.of(said));
    return this;
  }

  StubProvider finds(Findings findings) {
    return says(new Answer.Found(findings));
  }

  StubProvider findsNothing() {
    return says(Answer.NOT_FOUND);
  }

  StubProvider fails(Kind kind) {
    return fails(kind, null);
  }

  StubProvider fails(Kind kind, @Nullable Duration retryAfter) {
    answers.add(new ProviderException(kind, "stub_" + kind, retryAfter));
    return this;
  }

  StubProvider killsItsWorker() {
    answers.add(new WorkerDied());
    return this;
  }

  public int calls() {
    return questions.size();
  }

  Question lastQuestion() {
    return questions.getLast();
  }

  @Override
  public ProviderTerms terms() {
    onceLookedAt.run();
    onceLookedAt = () -> {};
    return new ProviderTerms(
        name,
        Duration.ofSeconds(5),
        3,
        rate,
        null,
        new Cost(new BigDecimal("2.5"), new BigDecimal("0.5")),
        repeatable);
  }

  @Override
  public boolean can(Capability capability) {
    return true;
  }

  @Override
  public boolean canAnswer(Question question) {
    beforeItsCall.run();
    beforeItsCall = () -> {};
    beforeEachCall.run();
    return !needsMore;
  }

  @Override
  public Answer ask(Question question) throws ProviderException {
    questions.add(question);
    meanwhile.run();
    var answer = answers.remove();
    if (answer instanceof ProviderException failure) {
      throw failure;
    }
    if (answer instanceof WorkerDied died) {
      throw died;
    }
    return (Answer) answer;
  }
}
