package enrichment.api.enrichments;

import enrichment.api.http.CountryCodes;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.api.http.RequestObject;
import enrichment.api.webhooks.WebhookUrls;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.WebhookEvent;
import enrichment.store.accounts.Account;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.sql.Ids;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the bodies that ask for an enrichment, and checks every rule that a body can break. */
final class EnrichmentReader {

  private static final int MIN_CONTACTS = 2;
  private static final int MAX_CONTACTS = 100;
  private static final long MAX_CREDITS = 1_000_000_000;

  /** For how long somebody waits for a contact, also if the request does not say. */
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

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
    var types = type(body);
    var codes = CountryCodes.read(body, "phone_country_codes");
    var webhookUrl = webhookUrls.read(body);
    var webhookEvents = webhookEvents(body);
    var contacts = body.objects("contacts", MIN_CONTACTS, MAX_CONTACTS);
    var newContacts =
        contacts == null
            ? List.<NewContact>of()
            : contacts.stream()
                .map(contact -> ContactReader.read(contact, Ids.next(), types))
                .toList();
    var maxCredits = body.integer("max_credits", 0, MAX_CREDITS);
    problems.throwIfAny();
    var enrichment =
        enrichment(
            Ids.next(),
            EnrichmentKind.BULK,
            account,
            types,
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
    var types = type(body);
    var codes = CountryCodes.read(body, "phone_country_codes");
    var webhookUrl = webhookUrls.read(body);
    if (!body.isMissing("webhook_events")) {
      body.broken("webhook_events", "is for batches");
    }
    // Both ids of a single enrichment are the same one.
    var id = Ids.next();
    var contact = ContactReader.read(body, id, types);
    var maxCredits = body.integer("max_credits", 0, MAX_CREDITS);
    problems.throwIfAny();
    var enrichment =
        enrichment(
            id,
            EnrichmentKind.SINGLE,
            account,
            types,
            codes,
            webhookUrl,
            List.of(WebhookEvent.CONTACT_FINISHED),
            List.of(contact));
    refuseAbove(maxCredits, enrichment);
    return enrichment;
  }

  /**
   * A contact that somebody waits for.
   *
   * @param maxWait for how long
   */
  record SyncRequest(NewEnrichment enrichment, Duration maxWait) {}

  /**
   * @throws ProblemException telling everything that is wrong
   */
  SyncRequest readSync(Context ctx, Account account) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var types =
        types(body, EnrichmentType.values().length, "must have one to three different items");
    var codes = CountryCodes.read(body, "phone_country_codes");
    for (var member : List.of("webhook_url", "webhook_events")) {
      if (!body.isMissing(member) || body.isBlank(member)) {
        body.broken(member, "is for bulk_enrich and single_enrich");
      }
    }
    var maxWait = body.integer("max_wait_seconds", 0, MAX_WAIT.toSeconds());
    var id = Ids.next();
    var contact = ContactReader.read(body, id, types);
    var maxCredits = body.integer("max_credits", 0, MAX_CREDITS);
    problems.throwIfAny();
    var enrichment =
        enrichment(
            id,
            types.size() == 1 ? EnrichmentKind.SINGLE : EnrichmentKind.COMBINED,
            account,
            types,
            codes,
            null,
            List.of(WebhookEvent.CONTACT_FINISHED),
            Stream.concat(
                    Stream.of(contact),
                    types.stream().skip(1).map(type -> contact.again(Ids.next())))
                .toList());
    refuseAbove(maxCredits, enrichment);
    return new SyncRequest(enrichment, maxWait == null ? MAX_WAIT : Duration.ofSeconds(maxWait));
  }

  private static NewEnrichment enrichment(
      UUID id,
      EnrichmentKind kind,
      Account account,
      List<EnrichmentType> types,
      List<String> codes,
      @Nullable String webhookUrl,
      List<WebhookEvent> webhookEvents,
      List<NewContact> contacts) {
    return new NewEnrichment(
        id,
        account.accountId(),
        kind,
        types,
        types.contains(EnrichmentType.PHONE)
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

  private static List<EnrichmentType> type(RequestObject body) {
    return types(body, 1, "must have exactly one item");
  }

  /** From one to so many, each once; none when that is told as broken. */
  private static List<EnrichmentType> types(RequestObject body, int max, String howMany) {
    var names = body.texts("enrichment_type", Integer.MAX_VALUE);
    if (body.isMissing("enrichment_type")) {
      body.broken("enrichment_type", "is required");
    }
    if (names == null) {
      return List.of();
    }
    if (names.isEmpty() || names.size() > max || Set.copyOf(names).size() < names.size()) {
      body.broken("enrichment_type", howMany);
      return List.of();
    }
    for (var i = 0; i < names.size(); i++) {
      if (EnrichmentType.fromWireName(names.get(i)).isEmpty()) {
        body.broken(
            "enrichment_type/" + i,
            "must be one of " + EnrichmentType.wireNames().collect(Collectors.joining(", ")));
      }
    }
    return names.stream().map(EnrichmentType::fromWireName).flatMap(Optional::stream).toList();
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
