package enrichment.store;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.ProviderChains;
import enrichment.domain.ProviderStep;
import enrichment.domain.WebhookEvent;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Accounts and requests for tests. */
public final class Requests {

  public static final Duration TIME_TO_ADMIT = Duration.ofMinutes(1);
  public static final ProviderChains WATERFALL =
      ProviderChains.ofFinders(ProviderStep.of("directory", Duration.ofSeconds(10)));

  public static UUID account(Database database, long credits) {
    return account(database, credits, true);
  }

  public static UUID account(Database database, long credits, boolean consent) {
    var account = new Account(Ids.next(), "Analytical Engines", consent, List.of());
    new Accounts(database).create(account, ApiKey.generate());
    if (credits > 0) {
      new CreditLedger(database).grant(account.accountId(), credits, "opening");
    }
    return account.accountId();
  }

  public static NewEnrichment enrichment(UUID accountId, EnrichmentType type, int contacts) {
    return new NewEnrichment(
        Ids.next(),
        accountId,
        EnrichmentKind.BULK,
        type,
        List.of(),
        "https://hooks.example.com/enrichment",
        List.of(WebhookEvent.CONTACT_FINISHED),
        IntStream.range(0, contacts).mapToObj(Requests::contact).toList());
  }

  /** An enrichment of so many contacts, that is accepted. */
  public static NewEnrichment accepted(
      Database database, UUID accountId, EnrichmentType type, int contacts) {
    var enrichment = enrichment(accountId, type, contacts);
    new Enrichments(database).receive(enrichment, TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> WATERFALL);
    return enrichment;
  }

  /** An enrichment of these contacts, that is accepted. */
  public static NewEnrichment accepted(
      Database database, UUID accountId, EnrichmentType type, NewContact... contacts) {
    var enrichment = received(database, accountId, type, contacts);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> WATERFALL);
    return enrichment;
  }

  /** An enrichment of these contacts, that nobody has decided on. */
  public static NewEnrichment received(
      Database database, UUID accountId, EnrichmentType type, NewContact... contacts) {
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            accountId,
            EnrichmentKind.BULK,
            type,
            List.of(),
            null,
            List.of(WebhookEvent.CONTACT_FINISHED),
            List.of(contacts));
    new Enrichments(database).receive(enrichment, TIME_TO_ADMIT);
    return enrichment;
  }

  /** One person who is looked up for several types. */
  public static NewEnrichment combined(UUID accountId, NewContact person, EnrichmentType... types) {
    return new NewEnrichment(
        person.contactId(),
        accountId,
        EnrichmentKind.COMBINED,
        List.of(types),
        List.of("FR"),
        null,
        List.of(WebhookEvent.CONTACT_FINISHED),
        IntStream.range(0, types.length)
            .mapToObj(position -> position == 0 ? person : person.again(Ids.next()))
            .toList());
  }

  /** Somebody at a domain. */
  public static NewContact person(String firstName, String lastName, String domain) {
    return new NewContact(Ids.next(), firstName, lastName, domain, null, null, null);
  }

  private static NewContact contact(int number) {
    return new NewContact(
        Ids.next(),
        "Ada",
        "Lovelace " + number,
        "analytical.example",
        null,
        null,
        "{\"crm_id\": \"" + number + "\"}");
  }

  private Requests() {}
}
