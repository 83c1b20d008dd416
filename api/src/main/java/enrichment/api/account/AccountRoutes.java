package enrichment.api.account;

import enrichment.api.http.Routes;
import enrichment.store.Accounts;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Scope;

/** The account that asks. */
public final class AccountRoutes {

  public static void register(Routes routes, Database database) {
    var profile = new AccountProfileHandler(new Accounts(database));
    routes.get("/account", Scope.READ, profile::show);
    routes.patch("/account", Scope.ACCOUNT, profile::change);
    routes.get("/credits", Scope.READ, new CreditsHandler(new CreditLedger(database)));
  }

  private AccountRoutes() {}
}
