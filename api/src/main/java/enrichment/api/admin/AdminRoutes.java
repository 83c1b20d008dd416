package enrichment.api.admin;

import enrichment.api.http.Routes;
import enrichment.store.Accounts;
import enrichment.store.CreditLedger;
import enrichment.store.Database;
import enrichment.store.ProviderStatistics;
import io.javalin.http.HandlerType;

/** The operator's own. */
public final class AdminRoutes {

  public static void register(Routes routes, Database database) {
    var admin = new AdminHandler(new Accounts(database), new CreditLedger(database));
    routes.operator(HandlerType.POST, "/accounts", admin::createAccount);
    routes.operator(HandlerType.POST, "/accounts/{id}/credits", admin::grantCredits);
    var providers = new ProvidersHandler(new ProviderStatistics(database));
    routes.operator(HandlerType.GET, "/providers", providers::list);
  }

  private AdminRoutes() {}
}
