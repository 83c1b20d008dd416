package enrichment.api.keys;

import enrichment.api.http.Routes;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.Scope;
import enrichment.store.sql.Database;
import io.javalin.http.HandlerType;

/** Keys: those of the account that asks, and for the operator those of any. */
public final class KeyRoutes {

  public static void register(Routes routes, Database database) {
    var keys = new KeysHandler(new ApiKeys(database), new Accounts(database));
    routes.get("/account/keys", Scope.ACCOUNT, keys::list);
    routes.post("/account/keys", Scope.ACCOUNT, keys::create);
    routes.delete("/account/keys/{id}", Scope.ACCOUNT, keys::revoke);
    routes.operator(HandlerType.GET, "/accounts/{id}/keys", keys::listOfAny);
    routes.operator(HandlerType.POST, "/accounts/{id}/keys", keys::createForAny);
    routes.operator(HandlerType.DELETE, "/accounts/{id}/keys/{key_id}", keys::revokeOfAny);
  }

  private KeyRoutes() {}
}
