package enrichment.api.http;

import enrichment.api.http.Routes.Audience;
import enrichment.api.http.Routes.Route;
import enrichment.observability.tracing.TraceParent;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import java.util.UUID;
import org.slf4j.MDC;

/**
 * What log lines and traces know of a request: an id of its own, its route, and of which enrichment
 * or contact it is where its path says so. Never its path or query themselves.
 */
public final class RequestTraces {

  private static final String SPAN = "span";

  private final Tracer tracer;

  public RequestTraces(Tracer tracer) {
    this.tracer = tracer;
  }

  /** Before each request. */
  public static void begin(Context ctx) {
    MDC.put("request_id", UUID.randomUUID().toString());
  }

  /** After each, when its answer is decided on. */
  public static void end(Context ctx) {
    MDC.clear();
    Span span = ctx.attribute(SPAN);
    if (span != null) {
      var status = ctx.statusCode();
      span.setAttribute("http.response.status_code", status);
      if (status >= 500) {
        span.setStatus(StatusCode.ERROR);
      }
      span.end();
    }
  }

  /** A span for each request, but for those of whoever watches over the process. */
  Handler of(Route route, Handler handler) {
    return ctx -> {
      name(route, ctx);
      if (route.audience() == Audience.ANYONE) {
        handler.handle(ctx);
        return;
      }
      var span = start(ctx, route);
      ctx.attribute(SPAN, span);
      var scope = span.makeCurrent();
      try (scope) {
        if (span.getSpanContext().isValid()) {
          MDC.put("trace_id", span.getSpanContext().getTraceId());
        }
        handler.handle(ctx);
      }
    };
  }

  private Span start(Context ctx, Route route) {
    return tracer
        .spanBuilder(ctx.method() + " " + route.path())
        .setSpanKind(SpanKind.SERVER)
        .setParent(TraceParent.context(ctx.header(TraceParent.NAME)))
        .setAttribute("http.request.method", ctx.method().name())
        .setAttribute("http.route", route.path())
        .startSpan();
  }

  private static void name(Route route, Context ctx) {
    var id = ctx.pathParamMap().get("id");
    if (id == null || !PathIds.isId(id)) {
      return;
    }
    if (route.path().contains("/enrichments/{id}")) {
      MDC.put("enrichment_id", id);
    } else if (route.path().contains("/contacts/{id}")) {
      MDC.put("contact_id", id);
    }
  }
}
