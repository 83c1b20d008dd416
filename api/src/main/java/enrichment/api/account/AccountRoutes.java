package enrichment.api.account;

import enrichment.api.http.Routes;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Scope;

/** The account that asks. */
public final class AccountRoutes {

  public static void register(Routes routes, Database database) {
    var credits = new CreditLedger(database);
    routes.get("/credits", Scope.READ, new CreditsHandler(credits));
    routes.get("/credits/entries", Scope.READ, new CreditEntriesHandler(credits));
  }

  private AccountRoutes() {}
}
