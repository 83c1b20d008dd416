package enrichment.providers.config;

import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.Provider;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import java.time.Duration;
import java.util.Set;

/** Knows nobody, but greets. */
record ScriptedProvider(String name, String greeting, Set<Capability> capabilities)
    implements Provider {

  static final Set<Capability> DIRECTORY =
      Set.of(
          Capability.EMAIL, Capability.PHONE, Capability.PERSONAL_EMAIL, Capability.COMPANY_DOMAIN);

  @Override
  public ProviderTerms terms() {
    return new ProviderTerms(name, Duration.ofSeconds(1), 1, null, null, Cost.FREE, true);
  }

  @Override
  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  @Override
  public Answer ask(Question question) {
    return Answer.NOT_FOUND;
  }
}
