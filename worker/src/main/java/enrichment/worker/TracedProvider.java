package enrichment.worker;

import enrichment.observability.tracing.SpanNames;
import enrichment.observability.tracing.Tracing;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.KeyCheck;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;

/**
 * A provider with a span for each time that it is asked within a trace. The span says who was
 * asked, not about whom: a vendor's URL may have a name in it.
 */
record TracedProvider(Provider provider, Tracer tracer) implements Provider {

  @Override
  public Answer ask(Question question) throws ProviderException {
    if (!Tracing.isUnderWay()) {
      return provider.ask(question);
    }
    var span =
        tracer
            .spanBuilder("ask " + name())
            .setSpanKind(SpanKind.CLIENT)
            .setAttribute(SpanNames.PROVIDER, name())
            .startSpan();
    var scope = span.makeCurrent();
    try (scope) {
      return provider.ask(question);
    } catch (ProviderException | RuntimeException e) {
      span.setAttribute(SpanNames.ERROR, e.getClass().getName()).setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
    }
  }

  @Override
  public ProviderTerms terms() {
    return provider.terms();
  }

  @Override
  public boolean can(Capability capability) {
    return provider.can(capability);
  }

  @Override
  public boolean callsOut() {
    return provider.callsOut();
  }

  @Override
  public Cost cost(Capability capability) {
    return provider.cost(capability);
  }

  @Override
  public boolean canAnswer(Question question) {
    return provider.canAnswer(question);
  }

  @Override
  public KeyCheck checkKey() {
    return provider.checkKey();
  }
}
