package enrichment.api.http;

import enrichment.store.sql.GoneException;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where exceptions become answers. */
public final class ErrorResponses {

  private static final Logger LOG = LoggerFactory.getLogger(ErrorResponses.class);

  public static final String RETRY_AFTER_SECONDS = "5";

  public static void register(RoutesConfig routes) {
    routes.exception(ProblemException.class, (e, ctx) -> write(ctx, e.problem()));
    routes.exception(GoneException.class, (e, ctx) -> write(ctx, Problem.gone()));
    routes.exception(HttpResponseException.class, ErrorResponses::raisedByJavalin);
    routes.exception(Exception.class, ErrorResponses::unexpected);
    // Javalin itself answers a body that does not come, and says nothing more.
    routes.error(408, ctx -> write(ctx, Problem.ofStatus(408)));
  }

  public static void write(Context ctx, Problem problem) {
    ctx.status(problem.status());
    if (problem.status() == 503) {
      ctx.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
    }
    ctx.contentType(Problem.CONTENT_TYPE).result(Json.bytes(problem));
  }

  private static void raisedByJavalin(HttpResponseException e, Context ctx) {
    // Under which of the two names depends on what the client accepts.
    var allowed =
        e.getDetails().getOrDefault("availableMethods", e.getDetails().get("Available methods"));
    if (allowed != null) {
      ctx.header(Header.ALLOW, allowed);
    }
    write(ctx, Problem.ofStatus(e.getStatus()));
  }

  private static void unexpected(Exception e, Context ctx) {
    if (e instanceof HttpException http) {
      write(ctx, Problem.ofStatus(http.getCode()));
    } else if (DatabaseOutage.caused(e)) {
      LOG.atWarn()
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("http.request.database_unreachable");
      write(ctx, Problem.unavailable());
    } else {
      LOG.atError()
          .addKeyValue("method", ctx.method())
          .addKeyValue("route", ctx.endpoint().path)
          .addKeyValue("exception", SafeTrace.of(e))
          .log("http.request.failed");
      write(ctx, Problem.internalError());
    }
  }

  private ErrorResponses() {}
}
