package enrichment.api.account;

import enrichment.api.http.Routes;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Scope;

/** The account that asks. */
public final class AccountRoutes {

  public static void register(Routes routes, Database database) {
    routes.get("/credits", Scope.READ, new CreditsHandler(new CreditLedger(database)));
  }

  private AccountRoutes() {}
}
