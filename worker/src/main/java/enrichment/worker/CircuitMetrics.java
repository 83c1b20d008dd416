package enrichment.worker;

import enrichment.observability.metrics.Reading;
import enrichment.providers.Provider;
import enrichment.store.lookups.ProviderCircuits;
import enrichment.store.sql.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Collection;

/** Which providers are down, as all workers together see them. */
final class CircuitMetrics {

  private static final String NAME = "enrichment.provider.circuit.open";

  static void bindTo(MeterRegistry registry, Database database, Collection<Provider> providers) {
    var open = new Reading<>("provider circuits", new ProviderCircuits(database)::open);
    for (var provider : providers) {
      if (registry.find(NAME).tag("provider", provider.name()).gauge() != null) {
        // Of another worker of this process, which sees the same.
        continue;
      }
      Gauge.builder(
              NAME, open, reading -> reading.get(names -> names.contains(provider.name()) ? 1 : 0))
          .description("1 while it is asked nothing but probes; the same in every worker")
          .tag("provider", provider.name())
          .strongReference(true)
          .register(registry);
    }
  }

  private CircuitMetrics() {}
}
