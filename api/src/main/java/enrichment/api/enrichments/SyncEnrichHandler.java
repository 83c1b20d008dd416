package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.Closing;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Routes;
import enrichment.api.idempotency.Idempotency;
import enrichment.domain.ContactDocument;
import enrichment.store.accounts.Account;
import enrichment.store.contacts.Contacts;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.time.Duration;
import java.util.UUID;

/**
 * {@code POST /contacts/sync_single_enrich}: answers when the contact is final, or time is over.
 */
final class SyncEnrichHandler implements AccountHandler {

  private static final Duration FIRST_INTERVAL = Duration.ofMillis(50);
  private static final Duration LONGEST_INTERVAL = Duration.ofMillis(500);

  private final EnrichmentReader reader;
  private final EnrichmentIntake intake;
  private final Idempotency idempotency;
  private final Contacts contacts;
  private final Closing closing;

  SyncEnrichHandler(
      EnrichmentReader reader,
      EnrichmentIntake intake,
      Idempotency idempotency,
      Contacts contacts,
      Closing closing) {
    this.reader = reader;
    this.intake = intake;
    this.idempotency = idempotency;
    this.contacts = contacts;
    this.closing = closing;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var arrived = System.nanoTime();
    idempotency.answer(
        ctx,
        account,
        keyed -> {
          var request = reader.readSync(ctx, account);
          intake.accept(request.enrichment(), account, keyed);
          var enrichmentId = request.enrichment().enrichmentId();
          answer(ctx, await(account, enrichmentId, arrived, request.maxWait()));
        },
        taken -> {
          var maxWait = reader.readSync(ctx, account).maxWait();
          answer(ctx, await(account, taken.enrichmentId(), arrived, maxWait));
        });
  }

  /**
   * The contact when it is final, or as it is when time is over, or when the API closes.
   *
   * @param arrived by {@link System#nanoTime}: the time of day can be set meanwhile
   */
  private ContactDocument await(Account account, UUID contactId, long arrived, Duration maxWait) {
    var interval = FIRST_INTERVAL;
    while (true) {
      var left = maxWait.minusNanos(System.nanoTime() - arrived);
      var contact =
          contacts
              .find(account.accountId(), contactId)
              .orElseThrow(() -> new ProblemException(Problem.notFound()));
      if (!isPending(contact)
          || !left.isPositive()
          || closing.beginsWithin(left.compareTo(interval) < 0 ? left : interval)) {
        return contact;
      }
      interval = longer(interval);
    }
  }

  private static Duration longer(Duration interval) {
    var half = interval.dividedBy(2);
    return interval.plus(half).compareTo(LONGEST_INTERVAL) < 0
        ? interval.plus(half)
        : LONGEST_INTERVAL;
  }

  private static void answer(Context ctx, ContactDocument contact) {
    if (isPending(contact)) {
      ctx.status(202).header(Header.LOCATION, Routes.path("/contacts/" + contact.contactId()));
    }
    ctx.json(contact);
  }

  private static boolean isPending(ContactDocument contact) {
    return contact.status().equals(ContactDocument.PENDING);
  }
}
