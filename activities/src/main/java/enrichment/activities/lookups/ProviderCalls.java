package enrichment.activities.lookups;

import enrichment.activities.AskLater;
import enrichment.providers.Provider;
import enrichment.providers.Question;
import enrichment.providers.Rate;
import enrichment.store.lookups.ContactToLookUp;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.Lookups;
import enrichment.store.lookups.ProviderCircuits;
import enrichment.store.lookups.ProviderPaces;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls providers: at the pace that each allows, not while it is down, and never again once it has
 * answered. What has to wait fails with {@link AskLater}.
 */
final class ProviderCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ProviderCalls.class);

  /** How long a provider is waited for when nobody else had anything. */
  static final Duration PATIENCE = Duration.ofMinutes(15);

  /** A key that is refused, or a quota that is gone: until somebody does something about it. */
  private static final Duration CLOSED = Duration.ofMinutes(10);

  final Lookups lookups;
  final ProviderPaces paces;
  final Duration patience;
  final ProviderMetrics metrics;

  private final Map<String, TurnGate> gates = new ConcurrentHashMap<>();
  private final ProviderCircuits circuits;
  private final RandomGenerator random;
  private final Sleep sleep;

  interface Sleep {
    void sleep(Duration time) throws InterruptedException;
  }

  ProviderCalls(
      Database database, Duration patience, RandomGenerator random, ProviderMetrics metrics) {
    this(database, patience, random, metrics, time -> TimeUnit.NANOSECONDS.sleep(time.toNanos()));
  }

  ProviderCalls(
      Database database,
      Duration patience,
      RandomGenerator random,
      ProviderMetrics metrics,
      Sleep sleep) {
    this.sleep = sleep;
    this.metrics = metrics;
    this.lookups = new Lookups(database);
    this.circuits = new ProviderCircuits(database);
    this.paces = new ProviderPaces(database);
    this.patience = patience;
    this.random = random;
  }

  /**
   * Puts a question to a provider that has not answered it before. Whoever has recorded the answer
   * says so by {@link #recorded}.
   *
   * @param contact as it was opened for this call
   * @param patient whether a provider that cannot be asked now is waited for
   */
  Reply call(
      Provider provider,
      LookupCall call,
      ContactToLookUp contact,
      Question question,
      boolean patient) {
    return new ProviderAttempt(this, provider, call, contact, question, patient).run();
  }

  /** Of a provider with a rate. */
  TurnGate gate(String provider, Rate rate) {
    return gates.computeIfAbsent(provider, name -> new TurnGate(rate.interval()));
  }

  /** Waits in place. */
  void sleep(Duration time) {
    try {
      sleep.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw AskLater.in(time, "The worker stops");
    }
  }

  /** An answer is recorded, so the provider is well. */
  void recorded(Reply.Answered reply, Provider provider, ContactToLookUp contact) {
    if (reply.called()) {
      isWell(provider, contact);
    }
  }

  void isWell(Provider provider, ContactToLookUp contact) {
    if (contact.provider().troubled()) {
      quietly(() -> circuits.close(provider.name()));
    }
  }

  /** The provider wants to be left in peace, by everybody. */
  void pause(Provider provider, Duration howLong) {
    quietly(() -> paces.pause(provider.name(), howLong));
  }

  boolean claimProbe(Provider provider, Duration atMost) {
    return circuits.claimProbe(provider.name(), atMost);
  }

  void countFailure(Provider provider, String reason, boolean probe) {
    quietly(
        () -> {
          if (circuits.countFailure(provider.name(), reason, probe)) {
            LOG.atWarn()
                .addKeyValue("provider", provider.name())
                .addKeyValue("reason", reason)
                .log("provider.down");
          }
        });
  }

  /** The provider answers nobody, and that does not pass by itself. */
  void close(Provider provider, String kind) {
    LOG.atWarn()
        .addKeyValue("provider", provider.name())
        .addKeyValue("kind", kind)
        .log("provider.closed");
    quietly(() -> circuits.open(provider.name(), kind, CLOSED));
  }

  /** Those that wait for the same provider come back one by one. */
  Duration withJitter(Duration delay) {
    return delay.plusMillis((long) (delay.toMillis() * 0.5 * random.nextDouble()));
  }

  /** What is known of a provider in general must not cost a contact its answer. */
  private static void quietly(Runnable update) {
    try {
      update.run();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("exception", e.getClass().getName()).log("provider.state.unknown");
    }
  }
}
