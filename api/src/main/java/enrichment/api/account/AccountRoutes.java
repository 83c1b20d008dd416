package enrichment.api.account;

import enrichment.api.http.Routes;
import enrichment.api.temporal.EnrichmentStarter;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.Consents;
import enrichment.store.accounts.Scope;
import enrichment.store.credits.CreditLedger;
import enrichment.store.privacy.ConsentRevocations;
import enrichment.store.sql.Database;

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
