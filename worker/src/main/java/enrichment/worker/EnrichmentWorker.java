package enrichment.worker;

import enrichment.activities.HttpWebhookActivities;
import enrichment.activities.JdbiCreditActivities;
import enrichment.activities.JdbiRetentionActivities;
import enrichment.activities.WaterfallLookupActivities;
import enrichment.activities.WebhookClient;
import enrichment.store.Admissions;
import enrichment.store.Database;
import enrichment.store.Deliveries;
import enrichment.store.Enrichments;
import enrichment.store.Retention;
import enrichment.store.Settlements;
import enrichment.store.WebhookTests;
import enrichment.workflows.BulkEnrichmentWorkflowImpl;
import enrichment.workflows.ContactEnrichmentWorkflowImpl;
import enrichment.workflows.RetentionWorkflowImpl;
import enrichment.workflows.TaskQueues;
import enrichment.workflows.WebhookRedeliveryWorkflowImpl;
import enrichment.workflows.WebhookTestWorkflowImpl;
import io.temporal.client.WorkflowClient;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A worker: polls the task queues, and runs workflows and activities. */
public final class EnrichmentWorker implements AutoCloseable {

  /** A slow receiver holds its slot for up to 15 s; on a virtual thread that costs little. */
  private static final int WEBHOOK_SLOTS = 10_000;

  private static final int LOOKUP_SLOTS = 200;

  /**
   * A webhook attempt that is under way when the worker stops may take its 15 s to its end, and a
   * lookup its provider's timeout: what is cut off may be paid for.
   */
  private static final Duration SHORTEST_DRAIN = Duration.ofSeconds(20);

  private static final Duration SETTLEMENT = Duration.ofSeconds(5);

  private final WorkerFactory factory;
  private final WebhookClient webhookClient;
  private final Providers providers;

  private EnrichmentWorker(
      WorkerFactory factory, WebhookClient webhookClient, Providers providers) {
    this.factory = factory;
    this.webhookClient = webhookClient;
    this.providers = providers;
  }

  /**
   * @throws enrichment.providers.config.InvalidProvidersFileException listing everything that is
   *     wrong with the providers' file
   */
  public static EnrichmentWorker start(
      WorkflowClient client,
      Database database,
      WebhookSettings webhookSettings,
      ProviderSettings providerSettings,
      RetentionSettings retention) {
    var settlements = new Settlements(database);
    var providers = Providers.open(providerSettings, database);
    providers.logSkipped();
    var waterfall = providers.waterfall();
    var webhookClient = new WebhookClient(webhookSettings.addresses(), WEBHOOK_SLOTS);

    var factory = WorkerFactory.newInstance(client, factoryOptions());
    var credits = new JdbiCreditActivities(waterfall, new Admissions(database), settlements);
    var admission = factory.newWorker(TaskQueues.ADMISSION, localActivitiesOnly());
    admission.registerWorkflowImplementationTypes(
        BulkEnrichmentWorkflowImpl.class,
        ContactEnrichmentWorkflowImpl.class,
        WebhookTestWorkflowImpl.class);
    admission.registerActivitiesImplementations(credits);
    var enrichment = factory.newWorker(TaskQueues.ENRICHMENT, slots(LOOKUP_SLOTS));
    enrichment.registerWorkflowImplementationTypes(
        BulkEnrichmentWorkflowImpl.class,
        ContactEnrichmentWorkflowImpl.class,
        RetentionWorkflowImpl.class,
        WebhookRedeliveryWorkflowImpl.class);
    var lookups = new WaterfallLookupActivities(waterfall, database);
    enrichment.registerActivitiesImplementations(
        credits, lookups, new JdbiRetentionActivities(new Retention(database), retention.age()));
    var queues = new LookupQueues(factory, lookups);
    waterfall.providers().forEach(queues::poll);
    new Enrichments(database).taskQueues().forEach(queues::pollLeftover);
    var webhooks = factory.newWorker(TaskQueues.WEBHOOKS, slots(WEBHOOK_SLOTS));
    webhooks.registerActivitiesImplementations(
        new HttpWebhookActivities(
            new Deliveries(database),
            new WebhookTests(database),
            webhookClient,
            webhookSettings.postsPerHost()));
    factory.start();
    new RetentionSchedule(client).ensure();
    return new EnrichmentWorker(factory, webhookClient, providers);
  }

  /** Takes no more tasks, and waits for those under way. What is not finished is retried. */
  @Override
  public void close() {
    factory.shutdown();
    factory.awaitTermination(drain().toMillis(), TimeUnit.MILLISECONDS);
    webhookClient.close();
    providers.close();
  }

  private Duration drain() {
    return providers.file().providers().stream()
        .map(provider -> provider.terms().timeout().plus(SETTLEMENT))
        .reduce(SHORTEST_DRAIN, (one, other) -> one.compareTo(other) > 0 ? one : other);
  }

  private static WorkerFactoryOptions factoryOptions() {
    return WorkerFactoryOptions.newBuilder()
        .setUsingVirtualWorkflowThreads(true)
        .setWorkerInterceptors(new RedactedFailures())
        .validateAndBuildWithDefaults();
  }

  private static WorkerOptions localActivitiesOnly() {
    return WorkerOptions.newBuilder()
        .setLocalActivityWorkerOnly(true)
        .setUsingVirtualThreads(true)
        .build();
  }

  private static WorkerOptions slots(int activities) {
    return WorkerOptions.newBuilder()
        .setMaxConcurrentActivityExecutionSize(activities)
        .setUsingVirtualThreads(true)
        .build();
  }
}
