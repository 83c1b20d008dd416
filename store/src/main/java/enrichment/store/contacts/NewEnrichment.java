package enrichment.store.contacts;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.OpenEnrichment;
import enrichment.domain.WebhookEvent;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An enrichment as it was requested, before anybody has decided on it.
 *
 * @param types what is looked up: one type, or of a {@link EnrichmentKind#COMBINED} one the type of
 *     each contact, in their order
 * @param phoneCountryCodes ISO 3166-1 alpha-2; which phones count; empty: all
 * @param webhookEvents what the webhook, if there is one, is told of
 */
public record NewEnrichment(
    UUID enrichmentId,
    UUID accountId,
    EnrichmentKind kind,
    List<EnrichmentType> types,
    List<String> phoneCountryCodes,
    @Nullable String webhookUrl,
    List<WebhookEvent> webhookEvents,
    List<NewContact> contacts) {

  /** Of one type. */
  public NewEnrichment(
      UUID enrichmentId,
      UUID accountId,
      EnrichmentKind kind,
      EnrichmentType type,
      List<String> phoneCountryCodes,
      @Nullable String webhookUrl,
      List<WebhookEvent> webhookEvents,
      List<NewContact> contacts) {
    this(
        enrichmentId,
        accountId,
        kind,
        List.of(type),
        phoneCountryCodes,
        webhookUrl,
        webhookEvents,
        contacts);
  }

  public NewEnrichment {
    types = List.copyOf(types);
    phoneCountryCodes = List.copyOf(phoneCountryCodes);
    webhookEvents = List.copyOf(webhookEvents);
    contacts = List.copyOf(contacts);
  }

  /** The credits that it needs, if every contact is found. */
  public long credits() {
    return IntStream.range(0, contacts.size())
        .mapToLong(position -> type(position).credits())
        .sum();
  }

  /** What is looked up first, and of most enrichments all there is. */
  public EnrichmentType type() {
    return types.getFirst();
  }

  /** What is looked up of the contact there. */
  public EnrichmentType type(int position) {
    return kind == EnrichmentKind.COMBINED ? types.get(position) : type();
  }

  public boolean needsConsent() {
    return types.stream().anyMatch(EnrichmentType::needsConsent);
  }

  /** How many people it is about. */
  public int people() {
    return kind == EnrichmentKind.COMBINED ? 1 : contacts.size();
  }

  /** As its workflow is started. */
  public OpenEnrichment open() {
    return new OpenEnrichment(enrichmentId, accountId, kind, types.stream().distinct().toList());
  }
}
