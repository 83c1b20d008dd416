package enrichment.api;

import enrichment.api.http.Closing;
import io.javalin.http.Context;

/** {@code GET /healthz}: the process is up. {@code GET /readyz}: it can take requests on. */
final class HealthHandler {

  private static final String OK = "ok";

  record HealthResponse(String status) {}

  record ReadinessResponse(String status, boolean postgresql, boolean temporal) {}

  private final Readiness readiness;
  private final Closing closing;

  HealthHandler(Readiness readiness, Closing closing) {
    this.readiness = readiness;
    this.closing = closing;
  }

  void health(Context ctx) {
    ctx.json(new HealthResponse(OK));
  }

  void ready(Context ctx) {
    var postgresql = readiness.postgresql().getAsBoolean();
    var temporal = readiness.temporal().getAsBoolean();
    // Whoever spreads requests sends no more of them here.
    var ready = postgresql && temporal && !closing.isAnnounced();
    ctx.status(ready ? 200 : 503)
        .json(new ReadinessResponse(ready ? OK : "unavailable", postgresql, temporal));
  }
}
