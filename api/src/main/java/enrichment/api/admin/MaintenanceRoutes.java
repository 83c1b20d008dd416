package enrichment.api.admin;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Routes;
import enrichment.api.temporal.MaintenanceStarter;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;

/** What schedules do, done now. */
public final class MaintenanceRoutes {

  public static void register(Routes routes, MaintenanceStarter maintenance) {
    routes.operator(HandlerType.POST, "/retention/runs", ctx -> answer(ctx, maintenance.purge()));
    routes.operator(
        HandlerType.POST, "/reconciliation/run", ctx -> answer(ctx, maintenance.reconcile()));
  }

  private static void answer(Context ctx, boolean underWay) {
    if (!underWay) {
      throw new ProblemException(Problem.unavailable());
    }
    ctx.status(202);
  }

  private MaintenanceRoutes() {}
}
