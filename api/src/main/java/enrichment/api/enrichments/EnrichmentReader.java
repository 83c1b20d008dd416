package enrichment.api.enrichments;

import enrichment.api.http.CountryCodes;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.api.http.RequestObject;
import enrichment.api.webhooks.WebhookUrls;
import enrichment.domain.EnrichmentType;
import enrichment.domain.WebhookEvent;
import enrichment.store.Account;
import enrichment.store.Ids;
import enrichment.store.NewContact;
import enrichment.store.NewEnrichment;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the bodies that ask for an enrichment, and checks every rule that a body can break. */
final class EnrichmentReader {

  private static final int MIN_CONTACTS = 2;
  private static final int MAX_CONTACTS = 100;
  private static final long MAX_CREDITS = 1_000_000_000;

  private final WebhookUrls webhookUrls;

  EnrichmentReader(WebhookUrls webhookUrls) {
    this.webhookUrls = webhookUrls;
  }

  /**
   * @throws ProblemException telling everything that is wrong
   */
  NewEnrichment readBulk(Context ctx, Account account) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var type = type(body);
    var codes = CountryCodes.read(body, "phone_country_codes");
    var webhookUrl = webhookUrls.read(body);
    var webhookEvents = webhookEvents(body);
    var contacts = body.objects("contacts", MIN_CONTACTS, MAX_CONTACTS);
    var newContacts =
        contacts == null
            ? List.<NewContact>of()
            : contacts.stream()
                .map(contact -> ContactReader.read(contact, Ids.next(), type))
                .toList();
    var maxCredits = body.integer("max_credits", 0, MAX_CREDITS);
    problems.throwIfAny();
    var enrichment =
        enrichment(
            Ids.next(),
            NewEnrichment.Kind.BULK,
            account,
            type,
            codes,
            webhookUrl,
            webhookEvents,
            newContacts);
    refuseAbove(maxCredits, enrichment);
    return enrichment;
  }

  /**
   * @throws ProblemException telling everything that is wrong
   */
  NewEnrichment readSingle(Context ctx, Account account) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var type = type(body);
    var codes = CountryCodes.read(body, "phone_country_codes");
    var webhookUrl = webhookUrls.read(body);
    if (!body.isMissing("webhook_events")) {
      body.broken("webhook_events", "is for batches");
    }
    // Both ids of a single enrichment are the same one.
    var id = Ids.next();
    var contact = ContactReader.read(body, id, type);
    var maxCredits = body.integer("max_credits", 0, MAX_CREDITS);
    problems.throwIfAny();
    var enrichment =
        enrichment(
            id,
            NewEnrichment.Kind.SINGLE,
            account,
            type,
            codes,
            webhookUrl,
            List.of(WebhookEvent.CONTACT_FINISHED),
            List.of(contact));
    refuseAbove(maxCredits, enrichment);
    return enrichment;
  }

  private static NewEnrichment enrichment(
      UUID id,
      NewEnrichment.Kind kind,
      Account account,
      EnrichmentType type,
      List<String> codes,
      @Nullable String webhookUrl,
      List<WebhookEvent> webhookEvents,
      List<NewContact> contacts) {
    return new NewEnrichment(
        id,
        account.accountId(),
        kind,
        type,
        type == EnrichmentType.PHONE
            ? codes.isEmpty() ? account.defaultPhoneCountryCodes() : codes
            : List.of(),
        webhookUrl,
        webhookEvents,
        contacts);
  }

  /** Nothing is written of a request that costs more than its body allows. */
  private static void refuseAbove(@Nullable Long maxCredits, NewEnrichment enrichment) {
    if (maxCredits != null && enrichment.credits() > maxCredits) {
      throw new ProblemException(
          Problem.of(
                  "max-credits-exceeded",
                  "Max credits exceeded",
                  422,
                  "This needs %d credits; max_credits allows %d."
                      .formatted(enrichment.credits(), maxCredits))
              .with("required", enrichment.credits())
              .with("max_credits", maxCredits));
    }
  }

  private static @Nullable EnrichmentType type(RequestObject body) {
    var names = body.texts("enrichment_type", Integer.MAX_VALUE);
    if (body.isMissing("enrichment_type")) {
      body.broken("enrichment_type", "is required");
    } else if (names != null && names.size() != 1) {
      body.broken("enrichment_type", "must have exactly one item");
    } else if (names != null) {
      var type = EnrichmentType.fromWireName(names.getFirst());
      if (type.isEmpty()) {
        body.broken(
            "enrichment_type/0",
            "must be one of " + EnrichmentType.wireNames().collect(Collectors.joining(", ")));
      }
      return type.orElse(null);
    }
    return null;
  }

  /** What the webhook is told of: of each contact, unless the request says otherwise. */
  private static List<WebhookEvent> webhookEvents(RequestObject body) {
    if (body.isMissing("webhook_events")) {
      return List.of(WebhookEvent.CONTACT_FINISHED);
    }
    if (body.isMissing("webhook_url")) {
      body.broken("webhook_events", "needs a webhook_url");
    }
    var names = body.texts("webhook_events", Integer.MAX_VALUE);
    if (names == null) {
      return List.of();
    }
    if (names.isEmpty()) {
      body.broken("webhook_events", "must have at least one item, or be left out");
    }
    for (var i = 0; i < names.size(); i++) {
      if (WebhookEvent.fromWireName(names.get(i)).isEmpty()) {
        body.broken(
            "webhook_events/" + i,
            "must be one of " + WebhookEvent.wireNames().collect(Collectors.joining(", ")));
      }
    }
    return names.stream()
        .map(WebhookEvent::fromWireName)
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
