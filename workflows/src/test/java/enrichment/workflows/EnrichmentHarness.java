package enrichment.workflows;

import enrichment.domain.Admission;
import enrichment.domain.ContactKey;
import enrichment.domain.EnrichmentPlan;
import enrichment.domain.EnrichmentTotals;
import enrichment.domain.EnrichmentType;
import enrichment.domain.ProviderStep;
import enrichment.workflows.maintenance.CountedPages;
import enrichment.workflows.maintenance.ReconciliationInput;
import enrichment.workflows.maintenance.ReconciliationWorkflow;
import enrichment.workflows.maintenance.ReconciliationWorkflowImpl;
import enrichment.workflows.maintenance.RetentionInput;
import enrichment.workflows.maintenance.RetentionWorkflow;
import enrichment.workflows.maintenance.RetentionWorkflowImpl;
import enrichment.workflows.maintenance.ScriptedRetentionActivities;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webhooks.WebhookRedeliveryInput;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflow;
import enrichment.workflows.webhooks.WebhookRedeliveryWorkflowImpl;
import enrichment.workflows.webhooks.WebhookTestWorkflow;
import enrichment.workflows.webhooks.WebhookTestWorkflowImpl;
import enrichment.workflows.webui.EnrichmentAttributes;
import io.temporal.api.enums.v1.EventType;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowStub;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributes;
import io.temporal.common.WorkflowExecutionHistory;
import io.temporal.testing.TestEnvironmentOptions;
import io.temporal.testing.TestWorkflowEnvironment;
import io.temporal.worker.WorkerOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One enrichment on a Temporal server of its own, with fakes for the outside world. Time is skipped
 * while a result is waited for. Never shared: a server whose clock was left locked by one test
 * would stop the next one.
 */
final class EnrichmentHarness implements AutoCloseable {

  /** Shown in histories in place of the machine's name and process. */
  private static final String IDENTITY = "recorder";

  /** Of the in-process server. */
  private static final String NAMESPACE = "default";

  private static final UUID ACCOUNT = new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_00aaL);
  private static final EnrichmentType TYPE = EnrichmentType.EMAIL;
  private static final Duration QUIET_AFTER = Duration.ofSeconds(1);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final UUID enrichmentId = new UUID(0x0199_0000_0000_7000L, 0x8000_0000_0000_0001L);
  final InMemoryCreditActivities credits = new InMemoryCreditActivities();
  final ScriptedLookupActivities lookups = new ScriptedLookupActivities(credits);
  final CountedPages reconciliation = new CountedPages(2);
  final ScriptedRetentionActivities retention = new ScriptedRetentionActivities();
  final ScriptedTurnActivities turns = new ScriptedTurnActivities();
  final ScriptedWebhookActivities webhooks;

  private final TestWorkflowEnvironment server;

  private boolean withAttributes = true;

  private EnrichmentHarness(
      WorkerOptions options, Class<? extends ContactEnrichmentWorkflow> contactWorkflow) {
    this(place(NAMESPACE).build(), ScriptedWebhookActivities.RETRY_DELAY, options, contactWorkflow);
  }

  private EnrichmentHarness(
      TestEnvironmentOptions place,
      Duration retryDelay,
      WorkerOptions options,
      Class<? extends ContactEnrichmentWorkflow> contactWorkflow) {
    server = TestWorkflowEnvironment.newInstance(place);
    webhooks = new ScriptedWebhookActivities(credits, server::currentTimeMillis, retryDelay);
    var admission = server.newWorker(TaskQueues.ADMISSION, options);
    admission.registerWorkflowImplementationTypes(
        BulkEnrichmentWorkflowImpl.class, contactWorkflow, WebhookTestWorkflowImpl.class);
    admission.registerActivitiesImplementations(credits);
    var worker = server.newWorker(TaskQueues.ENRICHMENT, options);
    worker.registerWorkflowImplementationTypes(
        BulkEnrichmentWorkflowImpl.class,
        contactWorkflow,
        ReconciliationWorkflowImpl.class,
        RetentionWorkflowImpl.class,
        WebhookRedeliveryWorkflowImpl.class);
    worker.registerActivitiesImplementations(credits, lookups, turns, reconciliation, retention);
    server.newWorker(TaskQueues.WEBHOOKS).registerActivitiesImplementations(webhooks);
  }

  private static TestEnvironmentOptions.Builder place(String namespace) {
    var options =
        TestEnvironmentOptions.newBuilder()
            .setWorkflowClientOptions(
                WorkflowClientOptions.newBuilder()
                    .setIdentity(IDENTITY)
                    .setNamespace(namespace)
                    .build());
    EnrichmentAttributes.KEYS.forEach(
        key -> options.registerSearchAttribute(key.getName(), key.getValueType()));
    return options;
  }

  /** Starts workflows as where the server does not know the search attributes. */
  EnrichmentHarness withoutAttributes() {
    withAttributes = false;
    return this;
  }

  static EnrichmentHarness start() {
    return start(WorkerOptions.getDefaultInstance());
  }

  static EnrichmentHarness start(WorkerOptions options) {
    return new EnrichmentHarness(options, ContactEnrichmentWorkflowImpl.class).startWorkers();
  }

  /** With another implementation of the children. */
  static EnrichmentHarness start(Class<? extends ContactEnrichmentWorkflow> contactWorkflow) {
    return new EnrichmentHarness(WorkerOptions.getDefaultInstance(), contactWorkflow)
        .startWorkers();
  }

  /** A server that takes requests, and nobody who works on them yet. */
  static EnrichmentHarness withoutWorkers() {
    return new EnrichmentHarness(
        WorkerOptions.getDefaultInstance(), ContactEnrichmentWorkflowImpl.class);
  }

  /** On a real server, in a namespace of its own, where time passes; without workers, too. */
  static EnrichmentHarness on(String target, String namespace) {
    return new EnrichmentHarness(
        place(namespace).setUseExternalService(true).setTarget(target).build(),
        Duration.ofSeconds(3),
        WorkerOptions.getDefaultInstance(),
        ContactEnrichmentWorkflowImpl.class);
  }

  EnrichmentHarness startWorkers() {
    server.start();
    return this;
  }

  /** A plan with a webhook. */
  static EnrichmentPlan plan(int contacts, String... providers) {
    return plan(contacts, true, false, steps(providers));
  }

  static EnrichmentPlan planWithoutWebhook(int contacts, String... providers) {
    return plan(contacts, false, false, steps(providers));
  }

  /** A plan with one more message when all contacts are final. */
  static EnrichmentPlan planWithFinishedWebhook(int contacts, String... providers) {
    return plan(contacts, true, true, steps(providers));
  }

  /** A plan whose contacts wait for their turn. */
  static EnrichmentPlan planThatWaits(int contacts, String... providers) {
    return new EnrichmentPlan(
        TYPE,
        contacts,
        true,
        steps(providers),
        false,
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        true);
  }

  private static EnrichmentPlan plan(
      int contacts, boolean webhook, boolean finishedWebhook, List<ProviderStep> providers) {
    return new EnrichmentPlan(
        TYPE, contacts, webhook, providers, finishedWebhook, List.of(), List.of(), Set.of());
  }

  /** A plan whose emails are verified, and whose first contact has no domain. */
  static EnrichmentPlan planInFull(
      List<ProviderStep> resolvers, List<ProviderStep> finders, List<ProviderStep> verifiers) {
    return new EnrichmentPlan(
        EnrichmentType.EMAIL, 2, true, finders, false, verifiers, resolvers, Set.of(0));
  }

  /** A plan for one person's email and phone, without a webhook. */
  static EnrichmentPlan combinedPlan() {
    var email = steps("email-finder");
    var phone = steps("phone-finder", "other-phone-finder");
    return new EnrichmentPlan(
        EnrichmentType.EMAIL,
        2,
        false,
        email,
        false,
        steps("verifier"),
        steps("resolver"),
        Set.of(0, 1),
        List.of(
            new EnrichmentPlan.Part(
                EnrichmentType.EMAIL, email, steps("verifier"), steps("resolver")),
            new EnrichmentPlan.Part(EnrichmentType.PHONE, phone, List.of(), List.of())),
        false);
  }

  static List<ProviderStep> steps(String... providers) {
    return Arrays.stream(providers)
        .map(provider -> ProviderStep.of(provider, Duration.ofSeconds(5)))
        .toList();
  }

  /** Starts the batch as the API does, and returns once it is decided on. */
  Admission startBulk() {
    var workflow =
        server
            .getWorkflowClient()
            .newWorkflowStub(
                BulkEnrichmentWorkflow.class,
                options(bulkWorkflowId(), EnrichmentAttributes.ofBatch(ACCOUNT, List.of(TYPE))));
    return WorkflowClient.executeUpdateWithStart(
        workflow::admission,
        UpdateOptions.<Admission>newBuilder().build(),
        new WithStartWorkflowOperation<>(
            workflow::enrichAll, BulkEnrichmentInput.received(enrichmentId)));
  }

  /** Starts a single enrichment as the API does, and returns once it is decided on. */
  Admission startSingle() {
    var workflow =
        server
            .getWorkflowClient()
            .newWorkflowStub(
                ContactEnrichmentWorkflow.class,
                options(singleWorkflowId(), EnrichmentAttributes.ofSingle(ACCOUNT, List.of(TYPE))));
    return WorkflowClient.executeUpdateWithStart(
        workflow::admission,
        UpdateOptions.<Admission>newBuilder().build(),
        new WithStartWorkflowOperation<>(
            workflow::enrich, ContactEnrichmentInput.single(enrichmentId)));
  }

  /** Has messages delivered again, and returns the workflow's id when that is done. */
  String redeliver(UUID redeliveryId, UUID... messageIds) {
    var workflowId = WebhookRedeliveryWorkflow.workflowId(redeliveryId);
    server
        .getWorkflowClient()
        .newWorkflowStub(
            WebhookRedeliveryWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .setWorkflowId(workflowId)
                .build())
        .redeliver(new WebhookRedeliveryInput(redeliveryId, List.of(messageIds)));
    return workflowId;
  }

  /** Sends a sample, and returns the workflow's id when that is done. */
  String sendSample(UUID testId) {
    var workflowId = WebhookTestWorkflow.workflowId(testId);
    server
        .getWorkflowClient()
        .newWorkflowStub(WebhookTestWorkflow.class, options(workflowId, null))
        .sendSample(testId);
    return workflowId;
  }

  /** Starts again what is lost, and returns the workflow's id when that is done. */
  String reconcile() {
    server
        .getWorkflowClient()
        .newWorkflowStub(
            ReconciliationWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .setWorkflowId(ReconciliationWorkflow.SCHEDULE_ID)
                .build())
        .reconcile(ReconciliationInput.FIRST);
    return ReconciliationWorkflow.SCHEDULE_ID;
  }

  /** Purges what has expired, and returns the workflow's id when that is done. */
  String purgeExpired() {
    server
        .getWorkflowClient()
        .newWorkflowStub(
            RetentionWorkflow.class,
            WorkflowOptions.newBuilder()
                .setTaskQueue(TaskQueues.ENRICHMENT)
                .setWorkflowId(RetentionWorkflow.SCHEDULE_ID)
                .build())
        .purgeExpired(RetentionInput.FIRST);
    return RetentionWorkflow.SCHEDULE_ID;
  }

  private WorkflowOptions options(String workflowId, @Nullable SearchAttributes attributes) {
    return WorkflowOptions.newBuilder()
        .setTypedSearchAttributes(withAttributes ? attributes : null)
        .setTaskQueue(TaskQueues.ADMISSION)
        .setWorkflowId(workflowId)
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .build();
  }

  /** Skips time until the batch has ended. */
  EnrichmentTotals bulkResult() {
    letHappenWhatNeedsNoTime(bulkWorkflowId());
    return workflow(bulkWorkflowId()).getResult(EnrichmentTotals.class);
  }

  /** Skips time until the single enrichment has ended. */
  ContactEnrichmentResult singleResult() {
    letHappenWhatNeedsNoTime(singleWorkflowId());
    return workflow(singleWorkflowId()).getResult(ContactEnrichmentResult.class);
  }

  /**
   * A cancellation on its way from one workflow to another is no work in the server's eyes: were
   * time skipped then, it would skip to the end of the time that a run may take.
   */
  private void letHappenWhatNeedsNoTime(String workflowId) {
    var deadline = Instant.now().plus(QUIET_AFTER);
    while (isRunning(workflowId) && Instant.now().isBefore(deadline)) {
      pause();
    }
  }

  boolean isRunning(String workflowId) {
    return workflow(workflowId).describe().getStatus()
        == WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING;
  }

  BulkEnrichmentProgress progress() {
    return server
        .getWorkflowClient()
        .newWorkflowStub(BulkEnrichmentWorkflow.class, bulkWorkflowId())
        .progress();
  }

  /**
   * Requests the cancellation, and returns once the workflow's history has it, which is not while a
   * workflow task is under way.
   */
  void cancel(String workflowId) {
    workflow(workflowId).cancel();
    awaitEvent(workflowId, EventType.EVENT_TYPE_WORKFLOW_EXECUTION_CANCEL_REQUESTED);
  }

  /** Ends a workflow from outside, without a word to it. */
  void terminate(String workflowId) {
    workflow(workflowId).terminate("By hand");
  }

  void awaitEnd(String workflowId) {
    await(() -> !isRunning(workflowId));
  }

  void awaitDelivery(int position) {
    await(() -> webhooks.delivered().containsKey(position));
  }

  void awaitEvent(String workflowId, EventType type) {
    await(() -> count(workflowId, type) > 0);
  }

  int count(String workflowId, EventType type) {
    return (int)
        history(workflowId).getEvents().stream()
            .map(HistoryEvent::getEventType)
            .filter(type::equals)
            .count();
  }

  boolean exists(String workflowId) {
    try {
      workflow(workflowId).describe();
      return true;
    } catch (WorkflowNotFoundException e) {
      return false;
    }
  }

  /** On a thread of its own: the in-process server needs those of the common pool. */
  static <T> CompletableFuture<T> inBackground(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, task -> Thread.ofVirtual().start(task));
  }

  /** Waits in real time, without skipping any. */
  static void await(BooleanSupplier condition) {
    var deadline = Instant.now().plus(PATIENCE);
    while (!condition.getAsBoolean()) {
      if (Instant.now().isAfter(deadline)) {
        throw new IllegalStateException("It did not come to pass");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String runId(String workflowId) {
    return workflow(workflowId).describe().getExecution().getRunId();
  }

  WorkflowExecutionHistory history(String workflowId) {
    return server.getWorkflowClient().fetchHistory(workflowId);
  }

  /** The run that the latest one has continued. */
  WorkflowExecutionHistory firstHistory(String workflowId) {
    var started =
        history(workflowId).getEvents().getFirst().getWorkflowExecutionStartedEventAttributes();
    return server.getWorkflowClient().fetchHistory(workflowId, started.getFirstExecutionRunId());
  }

  /** What a workflow of this name is found by; null where it has none. */
  <T> @Nullable T attribute(String workflowId, SearchAttributeKey<T> key) {
    return workflow(workflowId).describe().getTypedSearchAttributes().get(key);
  }

  /** What the web UI shows of a workflow, in markdown. */
  String details(String workflowId) {
    return workflow(workflowId)
        .query("__temporal_workflow_metadata", WorkflowMetadata.class)
        .getCurrentDetails();
  }

  WorkflowStub workflow(String workflowId) {
    return server.getWorkflowClient().newUntypedWorkflowStub(workflowId);
  }

  String bulkWorkflowId() {
    return BulkEnrichmentWorkflow.workflowId(enrichmentId);
  }

  String singleWorkflowId() {
    return ContactEnrichmentWorkflow.workflowId(enrichmentId);
  }

  String childWorkflowId(int position) {
    return ContactEnrichmentWorkflow.workflowId(contact(position));
  }

  ContactKey contact(int position) {
    return new ContactKey(enrichmentId, position);
  }

  @Override
  public void close() {
    credits.admissionGate.open();
    lookups.gate.open();
    server.close();
  }
}
