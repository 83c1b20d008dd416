package enrichment.api.account;

import enrichment.api.http.Routes;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.Accounts;
import enrichment.store.ConsentRevocations;
import enrichment.store.Consents;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.Scope;

/** The account that asks. */
public final class AccountRoutes {

  public static void register(Routes routes, Database database, EnrichmentStarter starter) {
    var profile = new AccountProfileHandler(new Accounts(database));
    routes.get("/account", Scope.READ, profile::show);
    routes.patch("/account", Scope.ACCOUNT, profile::change);

    var consent =
        new ConsentHandler(new Consents(database), new ConsentRevocations(database), starter);
    routes.get("/account/personal_email_consent", Scope.READ, consent::show);
    routes.put("/account/personal_email_consent", Scope.ACCOUNT, consent::give);
    routes.delete("/account/personal_email_consent", Scope.ACCOUNT, consent::revoke);

    var credits = new CreditLedger(database);
    routes.get("/credits", Scope.READ, new CreditsHandler(credits));
    routes.get("/credits/entries", Scope.READ, new CreditEntriesHandler(credits));
  }

  private AccountRoutes() {}
}
