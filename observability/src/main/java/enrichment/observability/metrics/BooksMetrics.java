package enrichment.observability.metrics;

import enrichment.store.credits.LedgerFigures;
import enrichment.store.credits.LedgerFigures.Totals;
import enrichment.store.enrichments.WorkFigures;
import enrichment.store.enrichments.WorkFigures.Work;
import enrichment.store.sql.Database;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.ToDoubleFunction;

/**
 * What the database knows of all accounts together. Every process that measures it says the same,
 * so these are not to be summed up over processes.
 */
public final class BooksMetrics {

  public static void bindTo(MeterRegistry registry, Database database) {
    var ledger = new LedgerFigures(database);
    bindLedger(registry, new Reading<>("ledger", () -> ledger.read().orElse(null)));
    bindWork(registry, new Reading<>("work", new WorkFigures(database)::read));
  }

  private static void bindLedger(MeterRegistry registry, Reading<Totals> ledger) {
    credits(registry, ledger, "available", Totals::available);
    credits(registry, ledger, "held", Totals::held);
    credits(registry, ledger, "charged", Totals::charged);
    credits(registry, ledger, "expired", Totals::expired);
    gauge(
        registry,
        ledger,
        "enrichment.ledger.granted.credits",
        "Credits that were ever granted",
        Totals::granted);
    gauge(
        registry,
        ledger,
        "enrichment.ledger.imbalance.credits",
        "Granted, less what became of it; anything but 0 is an error",
        Totals::imbalance);
    gauge(
        registry,
        ledger,
        "enrichment.ledger.held.for.long.credits",
        "Held by enrichments that were accepted more than a day ago",
        Totals::heldForLong);
  }

  private static void credits(
      MeterRegistry registry, Reading<Totals> ledger, String state, ToDoubleFunction<Totals> of) {
    Gauge.builder("enrichment.ledger.credits", ledger, reading -> reading.get(of))
        .description("What became of the credits of all accounts")
        .tag("state", state)
        .strongReference(true)
        .register(registry);
  }

  private static void bindWork(MeterRegistry registry, Reading<Work> work) {
    gauge(
        registry,
        work,
        "enrichment.open.enrichments",
        "Enrichments that were accepted, with contacts that are not final",
        Work::open);
    gauge(
        registry,
        work,
        "enrichment.oldest.open.seconds",
        "Since when the oldest open enrichment is",
        figures -> figures.oldest().toSeconds());
    gauge(
        registry,
        work,
        "enrichment.undelivered.enrichments",
        "Enrichments whose contacts are final, and whose deliveries have not ended",
        Work::undelivered);
    gauge(
        registry,
        work,
        "enrichment.oldest.undelivered.seconds",
        "Since when the first of them is settled",
        figures -> figures.oldestUndelivered().toSeconds());
    gauge(
        registry,
        work,
        "enrichment.webhook.pending.messages",
        "Messages that are neither delivered nor given up",
        Work::pendingMessages);
    gauge(
        registry,
        work,
        "enrichment.webhook.open.circuits",
        "Receivers that are sent nothing but probes",
        Work::openReceivers);
  }

  private static <T> void gauge(
      MeterRegistry registry,
      Reading<T> reading,
      String name,
      String description,
      ToDoubleFunction<T> number) {
    Gauge.builder(name, reading, of -> of.get(number))
        .description(description)
        .strongReference(true)
        .register(registry);
  }

  private BooksMetrics() {}
}
