package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.contacts.Contacts;
import io.javalin.http.Context;

/** {@code GET /contacts/{id}} */
final class ContactHandler implements AccountHandler {

  private final Contacts contacts;

  ContactHandler(Contacts contacts) {
    this.contacts = contacts;
  }

  @Override
  public void handle(Context ctx, Account account) {
    ctx.json(
        contacts
            .find(account.accountId(), PathIds.read(ctx))
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }
}
