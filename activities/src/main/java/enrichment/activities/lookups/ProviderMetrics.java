package enrichment.activities.lookups;

import enrichment.activities.Buckets;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/** How often providers are called, what comes of it, how long that takes and what it costs. */
final class ProviderMetrics {

  /** What came of a call. */
  enum Result {
    FOUND,
    NOT_FOUND,
    /** It has taken the question, and answers later. */
    PENDING,
    BUSY,
    UNAVAILABLE,
    NOT_YET,
    IN_DOUBT,
    REFUSED,
    KEY_REFUSED,
    QUOTA_EXHAUSTED
  }

  /** What is waited for before a call is made. */
  enum Wait {
    /** Its turn: there is a rate. */
    PACE,
    /** It has asked to be left alone. */
    BUSY,
    /** It is down, and asked nothing but probes. */
    CIRCUIT
  }

  private final MeterRegistry registry;

  ProviderMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Has everything that can happen with it counted from zero. */
  void expect(Provider provider) {
    for (var capability : Capability.values()) {
      if (provider.can(capability)) {
        for (var result : Result.values()) {
          calls(provider, capability, result);
        }
        latency(provider, capability);
      }
    }
    for (var wait : Wait.values()) {
      waits(provider, wait);
    }
    cost(provider);
  }

  void called(Provider provider, Capability capability, Result result, Duration took) {
    calls(provider, capability, result).increment();
    latency(provider, capability).record(took);
  }

  void spent(Provider provider, BigDecimal cost) {
    cost(provider).increment(cost.doubleValue());
  }

  void waited(Provider provider, Wait wait) {
    waits(provider, wait).increment();
  }

  private Counter calls(Provider provider, Capability capability, Result result) {
    return Counter.builder("enrichment.provider.calls")
        .description("Calls to providers, by what came of them")
        .tag("provider", provider.name())
        .tag("asked_for", capability.wireName())
        .tag("result", wireName(result))
        .register(registry);
  }

  private Timer latency(Provider provider, Capability capability) {
    return Timer.builder("enrichment.provider.call.duration")
        .description("How long calls to providers take, whatever comes of them")
        .tag("provider", provider.name())
        .tag("asked_for", capability.wireName())
        .serviceLevelObjectives(Buckets.overTheNetwork())
        .register(registry);
  }

  private Counter cost(Provider provider) {
    return Counter.builder("enrichment.provider.cost")
        .description("What answers cost, in the unit of the providers' file")
        .tag("provider", provider.name())
        .register(registry);
  }

  private Counter waits(Provider provider, Wait wait) {
    return Counter.builder("enrichment.provider.waits")
        .description("Lookups that had to come again later, by what they wait for")
        .tag("provider", provider.name())
        .tag("reason", wireName(wait))
        .register(registry);
  }

  private static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
