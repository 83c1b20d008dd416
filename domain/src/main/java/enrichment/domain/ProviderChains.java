package enrichment.domain;

import java.util.List;

/**
 * Whom an enrichment of some type asks, each list in the order in which they are asked.
 *
 * @param finders for what the enrichment is about
 * @param verifiers whether an email that a finder has not verified exists
 * @param resolvers for the domain of a company, where a contact has only the company's name
 */
public record ProviderChains(
    List<ProviderStep> finders, List<ProviderStep> verifiers, List<ProviderStep> resolvers) {

  public ProviderChains {
    finders = List.copyOf(finders);
    verifiers = List.copyOf(verifiers);
    resolvers = List.copyOf(resolvers);
  }

  public static ProviderChains ofFinders(ProviderStep... finders) {
    return new ProviderChains(List.of(finders), List.of(), List.of());
  }
}
