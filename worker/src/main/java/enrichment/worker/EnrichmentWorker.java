package enrichment.worker;

import enrichment.activities.books.JdbiCreditActivities;
import enrichment.activities.books.JdbiRetentionActivities;
import enrichment.activities.books.JdbiTurnActivities;
import enrichment.activities.books.TemporalReconciliationActivities;
import enrichment.activities.lookups.WaterfallLookupActivities;
import enrichment.activities.webhooks.HttpWebhookActivities;
import enrichment.activities.webhooks.WebhookClient;
import enrichment.observability.tracing.Tracing;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.enrichments.Turns;
import enrichment.store.privacy.Retention;
import enrichment.store.sql.Database;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.WebhookTests;
import enrichment.temporal.TaskQueuePollers;
import enrichment.workflows.steps.TaskQueues;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A worker: polls the task queues, and runs workflows and activities. */
public final class EnrichmentWorker implements AutoCloseable {

  /**
   * A webhook attempt that is under way when the worker stops may take its 15 s to its end, and a
   * lookup its provider's timeout: what is cut off may be paid for.
   */
  private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(20);

  private static final Duration SETTLEMENT = Duration.ofSeconds(5);

  private final WorkflowClient client;
  private final WorkerFactory factory;
  private final LeftoverQueues leftovers;
  private final FairnessNotice fairness;
  private final WebhookClient webhookClient;
  private final Providers providers;
  private final ReconciliationInTurn reconciliation;
  private @Nullable Maintenance maintenance;

  private EnrichmentWorker(
      WorkflowClient client,
      WorkerFactory factory,
      LeftoverQueues leftovers,
      FairnessNotice fairness,
      WebhookClient webhookClient,
      Providers providers,
      ReconciliationInTurn reconciliation) {
    this.client = client;
    this.factory = factory;
    this.leftovers = leftovers;
    this.fairness = fairness;
    this.webhookClient = webhookClient;
    this.providers = providers;
    this.reconciliation = reconciliation;
  }

  /**
   * @param metrics where it counts what it does
   * @param tracing where it tells what it does
   * @throws enrichment.providers.config.InvalidProvidersFileException listing everything that is
   *     wrong with the providers' file
   */
  public static EnrichmentWorker start(
      WorkflowClient client,
      Database database,
      WorkerSettings settings,
      MeterRegistry metrics,
      Tracing tracing) {
    return start(client, database, settings, metrics, tracing, Release.of(null));
  }

  static EnrichmentWorker start(
      WorkflowClient client,
      Database database,
      WorkerSettings settings,
      MeterRegistry metrics,
      Tracing tracing,
      Release release) {
    return poll(client, database, settings, metrics, tracing, release).maintain();
  }

  /**
   * The same, and looks for nothing that is under way before {@link #maintain} is called: until
   * then it may be under way elsewhere.
   */
  public static EnrichmentWorker poll(
      WorkflowClient client,
      Database database,
      WorkerSettings settings,
      MeterRegistry metrics,
      Tracing tracing) {
    return poll(client, database, settings, metrics, tracing, Release.of(null));
  }

  private static EnrichmentWorker poll(
      WorkflowClient client,
      Database database,
      WorkerSettings settings,
      MeterRegistry metrics,
      Tracing tracing,
      Release release) {
    var settlements = new Settlements(database);
    var providers = Providers.open(settings.providers(), database, tracing.tracer());
    providers.logSkipped();
    var waterfall = providers.waterfall();
    var webhookClient =
        new WebhookClient(
            settings.webhooks().addresses(), WorkerTuning.WEBHOOK_SLOTS, tracing.tracer());

    Supplier<WorkerFactory> factories =
        () -> WorkerFactory.newInstance(client, WorkerTuning.factory(release.version(), tracing));
    var factory = factories.get();
    var credits =
        new JdbiCreditActivities(waterfall, new Admissions(database), settlements, metrics);
    var admission = factory.newWorker(TaskQueues.ADMISSION, WorkerTuning.admission());
    admission.registerWorkflowImplementationTypes(release.admission());
    admission.registerActivitiesImplementations(credits);
    var enrichment = factory.newWorker(TaskQueues.ENRICHMENT, WorkerTuning.enrichment());
    enrichment.registerWorkflowImplementationTypes(release.enrichment());
    var lookups = new WaterfallLookupActivities(waterfall, database, metrics);
    var reconciliation =
        new ReconciliationInTurn(new TemporalReconciliationActivities(database, client));
    enrichment.registerActivitiesImplementations(
        credits,
        lookups,
        new JdbiTurnActivities(new Turns(database)),
        new JdbiRetentionActivities(new Retention(database), settings.retention().age()),
        reconciliation);
    var queues = new LookupQueues(lookups);
    waterfall.providers().forEach(provider -> queues.poll(factory, provider));
    var webhooks = factory.newWorker(TaskQueues.WEBHOOKS, WorkerTuning.webhooks());
    webhooks.registerActivitiesImplementations(
        new HttpWebhookActivities(
            new Deliveries(database),
            new WebhookTests(database),
            webhookClient,
            settings.webhooks().postsPerHost(),
            metrics));
    CircuitMetrics.bindTo(metrics, database, waterfall.providers());
    factory.start();
    var fairness = FairnessNotice.start(client);
    var leftovers =
        new LeftoverQueues(
                new Enrichments(database),
                waterfall,
                new TaskQueuePollers(client, release.version()),
                queues,
                factories,
                client.getOptions().getIdentity())
            .start();
    return new EnrichmentWorker(
        client, factory, leftovers, fairness, webhookClient, providers, reconciliation);
  }

  /** Has maintenance done from now on; first, what PostgreSQL has under way is looked for. */
  public EnrichmentWorker maintain() {
    reconciliation.setInTurn(true);
    maintenance = Maintenance.start(client);
    return this;
  }

  /** Has no more maintenance done, before another worker is where new work goes. */
  public void stopMaintenance() {
    reconciliation.setInTurn(false);
    closeMaintenance();
  }

  private void closeMaintenance() {
    if (maintenance != null) {
      maintenance.close();
    }
  }

  /** Takes no more tasks, and waits for those under way. What is not finished is retried. */
  @Override
  public void close() {
    closeMaintenance();
    fairness.close();
    factory.shutdown();
    leftovers.close();
    factory.awaitTermination(drain().toMillis(), TimeUnit.MILLISECONDS);
    webhookClient.close();
    providers.close();
  }

  private Duration drain() {
    return providers.file().providers().stream()
        .map(provider -> provider.terms().timeout().plus(SETTLEMENT))
        .reduce(SHORTEST_DRAIN, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }
}
