package enrichment.workflows.webui;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.LookupOutcome;
import enrichment.domain.ProviderStep;
import enrichment.workflows.webhooks.WebhookOutcome;
import io.temporal.workflow.Workflow;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a contact stands, for whoever looks at it in the web UI: whom it has asked, and what it
 * waits for. Asked for when somebody looks: it costs no event.
 */
public final class ContactDetails {

  /** What a provider is asked for. */
  public enum Role {
    RESOLVER("domain of the company"),
    FINDER("lookup"),
    VERIFIER("verification");

    private final String purpose;

    Role(String purpose) {
      this.purpose = purpose;
    }

    public String purpose() {
      return purpose;
    }
  }

  private record Asked(Role role, String provider) {}

  private static final String NOT_ASKED = "";

  private final Map<Asked, String> providers = new LinkedHashMap<>();

  public ContactDetails(EnrichmentPlan plan) {
    list(Role.RESOLVER, plan.resolvers());
    list(Role.FINDER, plan.providers());
    list(Role.VERIFIER, plan.verifiers());
  }

  /** One line, which the workflow has from its start. */
  public static String summary(ContactKey contact, EnrichmentPlan plan) {
    return "%s of contact %d".formatted(plan.type().wireName(), contact.position());
  }

  static String word(ContactOutcome outcome) {
    return words(outcome.name());
  }

  private static String words(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private void list(Role role, List<ProviderStep> steps) {
    steps.forEach(step -> providers.put(new Asked(role, step.provider()), NOT_ASKED));
  }

  public void asks(Role role, String provider) {
    providers.put(new Asked(role, provider), "**is asked**");
    show("**Waits for `%s`.**".formatted(provider));
  }

  /** It could not be asked before, and nobody else had anything. */
  public void waitsFor(String provider) {
    providers.put(new Asked(Role.FINDER, provider), "**is waited for**");
    show("**Waits until `%s` can be asked.**".formatted(provider));
  }

  /**
   * @param outcome null when the provider is not going to answer for this contact
   */
  public void answered(Role role, String provider, @Nullable LookupOutcome outcome) {
    providers.put(new Asked(role, provider), outcome == null ? "no answer" : answer(outcome));
  }

  private static String answer(LookupOutcome outcome) {
    return outcome == LookupOutcome.UNAVAILABLE ? "cannot be asked now" : words(outcome.name());
  }

  public void ended(ContactOutcome outcome, boolean webhook) {
    var waitsFor = webhook ? " **Waits until its webhook is delivered.**" : "";
    show("Ended as %s.%s".formatted(word(outcome), waitsFor));
  }

  public void told(ContactOutcome outcome, WebhookOutcome webhook) {
    show("Ended as %s. Webhook: %s.".formatted(word(outcome), words(webhook.name())));
  }

  private void show(String standing) {
    var rows =
        providers.entrySet().stream()
            .map(
                row ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            row.getKey().provider(), row.getKey().role().purpose(), row.getValue()))
            .collect(Collectors.joining("\n"));
    Workflow.setCurrentDetails(
        """
        %s

        | provider | asked for | answer |
        |---|---|---|
        %s
        """
            .formatted(standing, rows));
  }
}
