package enrichment.api;

import enrichment.api.http.Closing;
import enrichment.api.http.Routes;
import io.javalin.http.HandlerType;

/** For whoever watches over the process. */
final class HealthRoutes {

  static void register(Routes routes, Readiness readiness, Closing closing) {
    var health = new HealthHandler(readiness, closing);
    routes.anyone(HandlerType.GET, "/healthz", health::health);
    routes.anyone(HandlerType.GET, "/readyz", health::ready);
  }

  private HealthRoutes() {}
}
