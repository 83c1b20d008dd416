package enrichment.api.privacy;

import enrichment.api.http.Routes;
import enrichment.store.accounts.Scope;
import enrichment.store.privacy.Erasures;
import enrichment.store.privacy.Suppressions;
import enrichment.store.sql.Database;
import io.javalin.http.HandlerType;

/** Suppressions and erasures. */
public final class PrivacyRoutes {

  public static void register(Routes routes, Database database) {
    var turns = new FewAtATime();
    var suppressions = new SuppressionsHandler(new Suppressions(database), turns);
    routes.post("/suppressions", Scope.ACCOUNT, suppressions::add);
    routes.get("/suppressions", Scope.ACCOUNT, suppressions::list);
    routes.delete("/suppressions/{id}", Scope.ACCOUNT, suppressions::remove);
    routes.operator(HandlerType.POST, "/suppressions", suppressions::addForAll);

    var erasures = new ErasuresHandler(new Erasures(database), turns);
    routes.delete("/contacts/{id}", Scope.ACCOUNT, erasures::ofContact);
    routes.post("/erasures", Scope.ACCOUNT, erasures::ofPerson);
    routes.operator(HandlerType.POST, "/erasures", erasures::ofPersonEverywhere);
  }

  private PrivacyRoutes() {}
}
