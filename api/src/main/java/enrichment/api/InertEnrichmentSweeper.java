package enrichment.api;

import enrichment.store.Enrichments;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes requests that were never accepted, with the personal data in them. */
public final class InertEnrichmentSweeper implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(InertEnrichmentSweeper.class);

  private static final Duration AGE = Duration.ofHours(1);
  private static final Duration INTERVAL = Duration.ofMinutes(10);

  private final Enrichments enrichments;
  private final Duration age;
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("inert-enrichment-sweeper").factory());

  private InertEnrichmentSweeper(Enrichments enrichments, Duration age) {
    this.enrichments = enrichments;
    this.age = age;
  }

  /** Sweeps now and every ten minutes: what is older than an hour. */
  public static InertEnrichmentSweeper start(Enrichments enrichments) {
    return start(enrichments, AGE, INTERVAL);
  }

  static InertEnrichmentSweeper start(Enrichments enrichments, Duration age, Duration interval) {
    var sweeper = new InertEnrichmentSweeper(enrichments, age);
    sweeper.scheduler.scheduleWithFixedDelay(
        sweeper::sweep, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    return sweeper;
  }

  private void sweep() {
    try {
      var swept = enrichments.sweepInert(age);
      if (swept > 0) {
        LOG.atInfo().addKeyValue("enrichments", swept).log("enrichment.inert.swept");
      }
    } catch (RuntimeException e) {
      // What is thrown from here would end the schedule; the next turn may well succeed.
      LOG.atWarn()
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("enrichment.inert.sweep_failed");
    }
  }

  @Override
  public void close() {
    scheduler.close();
  }
}
