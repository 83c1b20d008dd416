package enrichment.activities;

import enrichment.domain.ContactOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How contacts end, as their workflows are told. One that is told twice counts twice. */
public final class ContactMetrics {

  private final Map<ContactOutcome, Counter> ended = new EnumMap<>(ContactOutcome.class);

  public ContactMetrics(MeterRegistry registry) {
    for (var outcome : ContactOutcome.values()) {
      ended.put(
          outcome,
          Counter.builder("enrichment.contacts")
              .description("Contacts that have ended, by how")
              .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
              .register(registry));
    }
  }

  /**
   * @param outcome null: it has not ended
   */
  public void ended(@Nullable ContactOutcome outcome) {
    if (outcome != null) {
      ended.get(outcome).increment();
    }
  }
}
