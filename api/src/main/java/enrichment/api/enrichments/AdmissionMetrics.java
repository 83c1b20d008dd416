package enrichment.api.enrichments;

import enrichment.api.http.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What was decided on enrichments, and how long that took. */
final class AdmissionMetrics {

  enum Decision {
    ACCEPTED,
    INSUFFICIENT_CREDITS,
    CONSENT_REQUIRED,
    WEBHOOK_PAUSED,
    /** Nobody has decided in time; it can never run. */
    UNANSWERED;

    static Decision of(Problem refusal) {
      return switch (refusal.type()) {
        case "urn:enrichment:problem:insufficient-credits" -> INSUFFICIENT_CREDITS;
        case "urn:enrichment:problem:consent-required" -> CONSENT_REQUIRED;
        case "urn:enrichment:problem:invalid-request" -> WEBHOOK_PAUSED;
        default -> UNANSWERED;
      };
    }
  }

  private final Map<Decision, Counter> decisions = new EnumMap<>(Decision.class);
  private final Counter contacts;
  private final Timer latency;

  AdmissionMetrics(MeterRegistry registry) {
    Arrays.stream(Decision.values())
        .forEach(decision -> decisions.put(decision, counter(decision, registry)));
    contacts =
        Counter.builder("enrichment.admitted.contacts")
            .description("Contacts of the enrichments that were accepted")
            .register(registry);
    latency =
        Timer.builder("enrichment.admission.duration")
            .description("How long Temporal and a worker take to decide on an enrichment")
            .serviceLevelObjectives(
                Stream.of(10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
                    .map(Duration::ofMillis)
                    .toArray(Duration[]::new))
            .register(registry);
  }

  void accepted(int people) {
    decisions.get(Decision.ACCEPTED).increment();
    contacts.increment(people);
  }

  void refused(Problem refusal) {
    decisions.get(Decision.of(refusal)).increment();
  }

  <T> T timed(Supplier<T> decision) {
    return latency.record(decision);
  }

  private static Counter counter(Decision decision, MeterRegistry registry) {
    return Counter.builder("enrichment.admissions")
        .description("Valid requests for enrichments, by what was decided on them")
        .tag("decision", decision.name().toLowerCase(Locale.ROOT))
        .register(registry);
  }
}
