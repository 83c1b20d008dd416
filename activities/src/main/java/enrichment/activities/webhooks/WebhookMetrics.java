package enrichment.activities.webhooks;

import enrichment.activities.Buckets;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How often messages are sent, what comes of it and how long that takes. */
final class WebhookMetrics {

  /** What a message waits for that is due. */
  enum Wait {
    /** Others that are on their way to the same host. */
    HOST,
    /** The receiver does not answer, and is sent nothing but probes. */
    CIRCUIT
  }

  private final MeterRegistry registry;
  private final Timer latency;
  private final Map<DeliveryState, Counter> ends = new EnumMap<>(DeliveryState.class);
  private final Map<Wait, Counter> waits = new EnumMap<>(Wait.class);

  WebhookMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.latency =
        Timer.builder("enrichment.webhook.attempt.duration")
            .description("How long one POST of a message takes, whatever comes of it")
            .serviceLevelObjectives(Buckets.overTheNetwork())
            .register(registry);
    for (var end : DeliveryState.values()) {
      if (end != DeliveryState.PENDING) {
        ends.put(
            end,
            counter("messages", "Messages that are not sent any more, by why", "end", name(end)));
      }
    }
    for (var wait : Wait.values()) {
      waits.put(
          wait,
          counter(
              "waits",
              "Messages that were due and had to come again later, by what they wait for",
              "reason",
              name(wait)));
    }
    Stream.concat(
            Stream.of("2xx", "3xx", "4xx", "5xx"),
            Arrays.stream(AttemptError.values()).map(AttemptError::code))
        .forEach(this::attempts);
  }

  void attempted(DeliveryAttempt attempt) {
    attempts(result(attempt)).increment();
    latency.record(attempt.took());
  }

  void ended(DeliveryState state) {
    if (state != DeliveryState.PENDING) {
      ends.get(state).increment();
    }
  }

  void waited(Wait wait) {
    waits.get(wait).increment();
  }

  private static String result(DeliveryAttempt attempt) {
    return attempt.status() == null
        ? String.valueOf(attempt.error())
        : attempt.status() / 100 + "xx";
  }

  private Counter attempts(String result) {
    return counter("attempts", "POSTs of messages, by what came back", "result", result);
  }

  private Counter counter(String name, String description, String tag, String value) {
    return Counter.builder("enrichment.webhook." + name)
        .description(description)
        .tag(tag, value)
        .register(registry);
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
