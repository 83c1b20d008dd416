package enrichment.observability.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An attempt of an activity in its trace. */
final class TracedActivity extends ActivityInboundCallsInterceptorBase {

  private final Tracer tracer;
  private @Nullable ActivityExecutionContext context;

  TracedActivity(ActivityInboundCallsInterceptor next, Tracer tracer) {
    super(next);
    this.tracer = tracer;
  }

  @Override
  public void init(ActivityExecutionContext context) {
    this.context = context;
    super.init(context);
  }

  @Override
  public ActivityOutput execute(ActivityInput input) {
    var parent = TraceParent.read(input.getHeader());
    if (!parent.isValid()) {
      return super.execute(input);
    }
    var span = start(parent);
    var scope = span.makeCurrent();
    try (scope) {
      return super.execute(input);
    } catch (RuntimeException | Error e) {
      recordFailure(span, e);
      throw e;
    } finally {
      span.end();
    }
  }

  private Span start(SpanContext parent) {
    var info = Objects.requireNonNull(context).getInfo();
    var span =
        tracer
            .spanBuilder("RunActivity:" + info.getActivityType())
            .setSpanKind(SpanKind.SERVER)
            .setParent(TraceParent.context(parent))
            .setAttribute(SpanNames.ATTEMPT, (long) info.getAttempt());
    return SpanNames.about(span, Objects.requireNonNullElse(info.getWorkflowId(), "")).startSpan();
  }

  /** What is only to be tried again later is no error. */
  private static void recordFailure(Span span, Throwable failure) {
    if (failure instanceof ApplicationFailure reported) {
      span.setAttribute(SpanNames.ERROR, reported.getType());
      if (reported.getCategory() == ApplicationErrorCategory.BENIGN) {
        return;
      }
    } else {
      span.setAttribute(SpanNames.ERROR, failure.getClass().getName());
    }
    span.setStatus(StatusCode.ERROR);
  }
}
