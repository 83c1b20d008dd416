package enrichment.providers.http;

import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.Provider;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import java.time.Duration;

/** A directory that is empty. */
final class NobodyKnown implements Provider {

  @Override
  public ProviderTerms terms() {
    return new ProviderTerms("directory", Duration.ofSeconds(1), 1, null, null, Cost.FREE, true);
  }

  @Override
  public boolean can(Capability capability) {
    return capability != Capability.EMAIL_VERIFICATION;
  }

  @Override
  public Answer ask(Question question) {
    return Answer.NOT_FOUND;
  }
}
