package enrichment.activities;

import enrichment.domain.EnrichmentType;
import enrichment.store.ContactToLookUp;
import enrichment.store.Findings;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** A provider that gives the answers it was told to, one a call, and counts the calls. */
final class StubProvider implements Provider {

  private final String name;
  private final Deque<Object> answers = new ArrayDeque<>();
  private int calls;

  StubProvider(String name) {
    this.name = name;
  }

  StubProvider finds(Findings findings) {
    answers.add(Optional.of(findings));
    return this;
  }

  StubProvider findsNothing() {
    answers.add(Optional.empty());
    return this;
  }

  StubProvider fails(ProviderException failure) {
    answers.add(failure);
    return this;
  }

  int calls() {
    return calls;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean answers(EnrichmentType type) {
    return true;
  }

  @Override
  public Duration timeout() {
    return Duration.ofSeconds(5);
  }

  @Override
  public int attempts() {
    return 3;
  }

  @Override
  @SuppressWarnings("unchecked")
  public Optional<Findings> lookUp(ContactToLookUp contact) throws ProviderException {
    calls++;
    var answer = answers.remove();
    if (answer instanceof ProviderException failure) {
      throw failure;
    }
    return (Optional<Findings>) answer;
  }
}
