package enrichment.api;

import enrichment.api.http.Routes;
import io.javalin.http.HandlerType;

/** For whoever watches over the process. */
final class HealthRoutes {

  static void register(Routes routes, Readiness readiness) {
    var health = new HealthHandler(readiness);
    routes.anyone(HandlerType.GET, "/healthz", health::health);
    routes.anyone(HandlerType.GET, "/readyz", health::ready);
  }

  private HealthRoutes() {}
}
