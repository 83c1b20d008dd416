package enrichment.api;

import io.javalin.http.Context;

/** {@code GET /healthz}: the process is up. {@code GET /readyz}: it can take requests on. */
final class HealthHandler {

  private static final String OK = "ok";

  record HealthResponse(String status) {}

  record ReadinessResponse(String status, boolean postgresql, boolean temporal) {}

  private final Readiness readiness;

  HealthHandler(Readiness readiness) {
    this.readiness = readiness;
  }

  void health(Context ctx) {
    ctx.json(new HealthResponse(OK));
  }

  void ready(Context ctx) {
    var postgresql = readiness.postgresql().getAsBoolean();
    var temporal = readiness.temporal().getAsBoolean();
    var ready = postgresql && temporal;
    ctx.status(ready ? 200 : 503)
        .json(new ReadinessResponse(ready ? OK : "unavailable", postgresql, temporal));
  }
}
