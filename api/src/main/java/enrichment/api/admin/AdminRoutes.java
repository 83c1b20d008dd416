package enrichment.api.admin;

import enrichment.api.http.Routes;
import enrichment.api.temporal.WebUi;
import enrichment.store.accounts.Accounts;
import enrichment.store.credits.CreditLedger;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.lookups.ProviderStatistics;
import enrichment.store.sql.Database;
import io.javalin.http.HandlerType;

/** The operator's own. */
public final class AdminRoutes {

  public static void register(Routes routes, Database database, WebUi webUi) {
    var accounts = new Accounts(database);
    var credits = new CreditLedger(database);
    var admin = new AdminHandler(accounts, credits);
    routes.operator(HandlerType.POST, "/accounts", admin::createAccount);
    routes.operator(HandlerType.POST, "/accounts/{id}/credits", admin::grantCredits);

    var existing = new AccountsHandler(accounts, credits, webUi);
    routes.operator(HandlerType.GET, "/accounts", existing::list);
    routes.operator(HandlerType.GET, "/accounts/{id}", existing::show);
    routes.operator(HandlerType.PATCH, "/accounts/{id}", existing::change);
    routes.operator(HandlerType.POST, "/accounts/{id}/suspend", existing::suspend);
    routes.operator(HandlerType.POST, "/accounts/{id}/resume", existing::resume);

    var enrichments = new OperatorsEnrichmentHandler(new Enrichments(database), webUi);
    routes.operator(HandlerType.GET, "/enrichments/{id}", enrichments::show);
    var providers = new ProvidersHandler(new ProviderStatistics(database));
    routes.operator(HandlerType.GET, "/providers", providers::list);
  }

  private AdminRoutes() {}
}
