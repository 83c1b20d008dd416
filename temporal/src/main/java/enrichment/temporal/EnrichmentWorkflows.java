package enrichment.temporal;

import enrichment.domain.Admission;
import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.OpenEnrichment;
import enrichment.workflows.BulkEnrichmentInput;
import enrichment.workflows.BulkEnrichmentWorkflow;
import enrichment.workflows.ContactEnrichmentInput;
import enrichment.workflows.ContactEnrichmentWorkflow;
import enrichment.workflows.steps.TaskQueues;
import enrichment.workflows.webui.EnrichmentAttributes;
import io.temporal.api.common.v1.WorkflowExecution;
import io.temporal.api.enums.v1.WorkflowIdConflictPolicy;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.UpdateOptions;
import io.temporal.client.WithStartWorkflowOperation;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowUpdateStage;
import io.temporal.common.Priority;
import io.temporal.common.SearchAttributes;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The workflows of enrichments, started the same way whoever starts them. */
public final class EnrichmentWorkflows {

  /** Those who can wait may find them registered once more. */
  private static final int ATTEMPTS_WITH_ATTRIBUTES = 2;

  private final WorkflowClient client;
  private final AttributeRegistration attributes;

  public EnrichmentWorkflows(WorkflowClient client) {
    this(client, new AttributeRegistration(client));
  }

  EnrichmentWorkflows(WorkflowClient client, AttributeRegistration attributes) {
    this.client = client;
    this.attributes = attributes;
    // The sooner, the more workflows have them.
    attributes.isDone();
  }

  /** Returns when the server knows the search attributes, or cannot be told of them. */
  public void awaitAttributes() {
    attributes.isDoneByNow();
  }

  /**
   * Starts it, unless it is running, and waits for the decision on it.
   *
   * @throws io.temporal.client.WorkflowServiceException when Temporal cannot be reached, or refuses
   */
  public Admission admission(OpenEnrichment enrichment) {
    return starting(enrichment, attributes::isDone, options -> admission(enrichment, options));
  }

  private Admission admission(OpenEnrichment enrichment, WorkflowOptions options) {
    var id = enrichment.enrichmentId();
    var whenDecided =
        UpdateOptions.<Admission>newBuilder()
            .setWaitForStage(WorkflowUpdateStage.COMPLETED)
            .build();
    return switch (enrichment.kind()) {
      case BULK, COMBINED -> {
        var workflow = client.newWorkflowStub(BulkEnrichmentWorkflow.class, options);
        yield WorkflowClient.executeUpdateWithStart(
            workflow::admission,
            whenDecided,
            new WithStartWorkflowOperation<>(
                workflow::enrichAll, BulkEnrichmentInput.received(id)));
      }
      case SINGLE -> {
        var workflow = client.newWorkflowStub(ContactEnrichmentWorkflow.class, options);
        yield WorkflowClient.executeUpdateWithStart(
            workflow::admission,
            whenDecided,
            new WithStartWorkflowOperation<>(workflow::enrich, ContactEnrichmentInput.single(id)));
      }
    };
  }

  /**
   * One that is running already goes on as it is.
   *
   * @throws io.temporal.client.WorkflowServiceException when Temporal cannot be reached, or refuses
   */
  public void start(OpenEnrichment enrichment) {
    starting(enrichment, attributes::isDoneByNow, options -> start(enrichment, options));
  }

  private WorkflowExecution start(OpenEnrichment enrichment, WorkflowOptions options) {
    var id = enrichment.enrichmentId();
    return switch (enrichment.kind()) {
      case BULK, COMBINED ->
          WorkflowClient.start(
              client.newWorkflowStub(BulkEnrichmentWorkflow.class, options)::enrichAll,
              BulkEnrichmentInput.received(id));
      case SINGLE ->
          WorkflowClient.start(
              client.newWorkflowStub(ContactEnrichmentWorkflow.class, options)::enrich,
              ContactEnrichmentInput.single(id));
    };
  }

  /** With search attributes where the server knows them, without where it turns out not to. */
  private <T> T starting(
      OpenEnrichment enrichment, BooleanSupplier known, Function<WorkflowOptions, T> start) {
    var options = options(enrichment);
    for (var attempt = 0; attempt < ATTEMPTS_WITH_ATTRIBUTES && known.getAsBoolean(); attempt++) {
      try {
        return start.apply(
            WorkflowOptions.newBuilder(options)
                .setTypedSearchAttributes(attributes(enrichment))
                .build());
      } catch (RuntimeException e) {
        if (!attributes.isLost(e)) {
          throw e;
        }
      }
    }
    return start.apply(options);
  }

  private static SearchAttributes attributes(OpenEnrichment enrichment) {
    return switch (enrichment.kind()) {
      case BULK, COMBINED ->
          EnrichmentAttributes.ofBatch(enrichment.accountId(), enrichment.types());
      case SINGLE -> EnrichmentAttributes.ofSingle(enrichment.accountId(), enrichment.types());
    };
  }

  /** Does nothing where none is running: it has yet to be started, or has just ended. */
  public void cancel(OpenEnrichment enrichment) {
    try {
      client.newUntypedWorkflowStub(workflowId(enrichment)).cancel();
    } catch (WorkflowNotFoundException e) {
      // Every lookup asks the database as well, so nobody need be told.
    }
  }

  private static WorkflowOptions options(OpenEnrichment enrichment) {
    return WorkflowOptions.newBuilder()
        .setWorkflowId(workflowId(enrichment))
        .setTaskQueue(TaskQueues.ADMISSION)
        .setStaticSummary(summary(enrichment))
        .setStaticDetails("Account `%s`".formatted(enrichment.accountId()))
        .setPriority(turn(enrichment))
        // One that runs is the one to ask, and one that ended with its books open runs again.
        .setWorkflowIdConflictPolicy(
            WorkflowIdConflictPolicy.WORKFLOW_ID_CONFLICT_POLICY_USE_EXISTING)
        .setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_ALLOW_DUPLICATE)
        .build();
  }

  private static Priority turn(OpenEnrichment enrichment) {
    return switch (enrichment.kind()) {
      case BULK -> Fairness.many(enrichment.accountId());
      case SINGLE, COMBINED -> Fairness.one(enrichment.accountId());
    };
  }

  private static String summary(OpenEnrichment enrichment) {
    var types =
        enrichment.types().stream().map(EnrichmentType::wireName).collect(Collectors.joining(", "));
    return enrichment.kind() == EnrichmentKind.BULK
        ? types + " of a batch"
        : types + " of one contact";
  }

  /** The id of its workflow, of which there is one at a time. */
  public static String workflowId(OpenEnrichment enrichment) {
    return workflowId(enrichment.kind(), enrichment.enrichmentId());
  }

  /** Of the workflow that runs an enrichment of this kind. */
  public static String workflowId(EnrichmentKind kind, UUID id) {
    return switch (kind) {
      case BULK, COMBINED -> BulkEnrichmentWorkflow.workflowId(id);
      case SINGLE -> ContactEnrichmentWorkflow.workflowId(id);
    };
  }
}
