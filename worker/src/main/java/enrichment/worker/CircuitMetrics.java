package enrichment.worker;

import enrichment.metrics.Reading;
import enrichment.providers.Provider;
import enrichment.store.Database;
import enrichment.store.ProviderCircuits;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/** Which providers are down, as all workers together see them. */
final class CircuitMetrics {

  static void bindTo(MeterRegistry registry, Database database, Collection<Provider> providers) {
    var open = new Reading<>("provider circuits", new ProviderCircuits(database)::open);
    for (var provider : providers) {
      Gauge.builder(
              "enrichment.provider.circuit.open",
              open,
              reading -> reading.get(names -> names.contains(provider.name()) ? 1 : 0))
          .description("1 while it is asked nothing but probes; the same in every worker")
          .tag("provider", provider.name())
          .strongReference(true)
          .register(registry);
    }
  }

  private CircuitMetrics() {}
}
