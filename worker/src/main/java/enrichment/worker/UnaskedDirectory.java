package enrichment.worker;

import enrichment.activities.lookups.DirectoryProvider;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;

/** Stands for the directory where there is no database, and nobody to be found in it. */
final class UnaskedDirectory implements Provider {

  @Override
  public ProviderTerms terms() {
    return DirectoryProvider.TERMS;
  }

  @Override
  public boolean can(Capability capability) {
    return DirectoryProvider.knows(capability);
  }

  @Override
  public Answer ask(Question question) {
    return Answer.NOT_FOUND;
  }
}
