package enrichment.store;

import enrichment.domain.EnrichmentType;
import enrichment.domain.ProviderStep;
import enrichment.domain.WebhookEvent;
import enrichment.store.NewEnrichment.Kind;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Accounts and requests for tests. */
public final class Requests {

  public static final Duration TIME_TO_ADMIT = Duration.ofMinutes(1);
  public static final List<ProviderStep> WATERFALL =
      List.of(new ProviderStep("directory", Duration.ofSeconds(10)));

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
        Kind.BULK,
        type,
        List.of(),
        "https://hooks.example.com/enrichment",
        List.of(WebhookEvent.CONTACT_FINISHED),
        IntStream.range(0, contacts).mapToObj(Requests::contact).toList());
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
