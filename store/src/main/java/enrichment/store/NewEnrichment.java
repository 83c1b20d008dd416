package enrichment.store;

import enrichment.domain.EnrichmentType;
import enrichment.domain.WebhookEvent;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An enrichment as it was requested, before anybody has decided on it.
 *
 * @param phoneCountryCodes ISO 3166-1 alpha-2; which phones count; empty: all
 * @param webhookEvents what the webhook, if there is one, is told of
 */
public record NewEnrichment(
    UUID enrichmentId,
    UUID accountId,
    Kind kind,
    EnrichmentType type,
    List<String> phoneCountryCodes,
    @Nullable String webhookUrl,
    List<WebhookEvent> webhookEvents,
    List<NewContact> contacts) {

  /** Which workflow runs it. */
  public enum Kind {
    BULK,
    SINGLE
  }

  public NewEnrichment {
    phoneCountryCodes = List.copyOf(phoneCountryCodes);
    webhookEvents = List.copyOf(webhookEvents);
    contacts = List.copyOf(contacts);
  }

  /** The credits that it needs, if every contact is found. */
  public long credits() {
    return (long) contacts.size() * type.credits();
  }
}
