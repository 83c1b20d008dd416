package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.contacts.Contacts;
import enrichment.store.lookups.LookupTrace;
import io.javalin.http.Context;
import java.util.List;

/** {@code GET /contacts/{id}/lookups} */
final class LookupsHandler implements AccountHandler {

  record LookupsResponse(List<LookupResponse> lookups) {}

  private final Contacts contacts;
  private final LookupTrace trace;

  LookupsHandler(Contacts contacts, LookupTrace trace) {
    this.contacts = contacts;
    this.trace = trace;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var contactId = PathIds.read(ctx);
    if (contacts.find(account.accountId(), contactId).isEmpty()) {
      throw new ProblemException(Problem.notFound());
    }
    ctx.json(
        new LookupsResponse(
            trace.ofContact(account.accountId(), contactId).stream()
                .map(LookupResponse::of)
                .toList()));
  }
}
