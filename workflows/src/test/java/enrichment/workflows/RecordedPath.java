package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planInFull;
import static enrichment.workflows.EnrichmentHarness.planWithFinishedWebhook;
import static enrichment.workflows.EnrichmentHarness.planWithoutWebhook;
import static enrichment.workflows.EnrichmentHarness.steps;

import enrichment.domain.EnrichmentPlan;
import enrichment.domain.Rejection;
import enrichment.workflows.ScriptedLookupActivities.Answer;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowFailedException;
import io.temporal.common.WorkflowExecutionHistory;
import java.util.Locale;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** A way through a workflow whose commands differ from all others, and whose history is kept. */
enum RecordedPath {
  BULK_ALL_FOUND(batch -> bulk(batch, plan(2, "first"))),
  BULK_ADMITTED(batch -> bulk(batch, plan(2, "first")), EnrichmentHarness::firstHistory),
  BULK_REJECTED(
      batch -> {
        batch.credits.willReject(Rejection.Reason.INSUFFICIENT_CREDITS, 2, 1);
        return runBulk(batch);
      }),
  BULK_CANCELLED_BEFORE_ADMISSION(
      Workers.LATER,
      batch -> {
        batch.credits.willAccept(plan(2, "first"));
        EnrichmentHarness.inBackground(batch::startBulk);
        EnrichmentHarness.await(() -> batch.exists(batch.bulkWorkflowId()));
        batch.cancel(batch.bulkWorkflowId());
        batch.startWorkers();
        return endOf(batch::bulkResult, batch.bulkWorkflowId());
      }),
  BULK_CANCELLED_DURING_LOOKUPS(
      batch -> {
        cancelDuringLookups(batch, Answer.FOUND);
        return batch.bulkWorkflowId();
      }),
  BULK_CONTACT_LOST(
      batch -> {
        startAndHoldUp(batch, "first");
        batch.terminate(batch.childWorkflowId(1));
        batch.lookups.gate.open();
        return endOf(batch::bulkResult, batch.bulkWorkflowId());
      }),
  BULK_STARTED_AGAIN(
      batch -> {
        terminateDuringLookups(batch);
        batch.startBulk();
        return endOf(batch::bulkResult, batch.bulkWorkflowId());
      }),

  BULK_WAITED_FOR_ITS_TURN(
      batch -> {
        batch.turns.willRefuse(1);
        return bulk(batch, EnrichmentHarness.planThatWaits(2, "first"));
      }),
  BULK_CANCELLED_BEFORE_ITS_TURN(
      batch -> {
        batch.credits.willAccept(EnrichmentHarness.planThatWaits(2, "first"));
        batch.turns.willRefuse(Integer.MAX_VALUE);
        batch.startBulk();
        EnrichmentHarness.await(() -> batch.turns.attempts() > 0);
        batch.cancel(batch.bulkWorkflowId());
        return endOf(batch::bulkResult, batch.bulkWorkflowId());
      }),

  BULK_FINISHED_WEBHOOK(batch -> bulk(batch, planWithFinishedWebhook(2, "first"))),

  BULK_COMBINED(batch -> bulk(batch, EnrichmentHarness.combinedPlan())),

  CONTACT_FOUND(batch -> contact(batch, plan(2, "first"))),
  CONTACT_OF_BATCH_WITH_FINISHED_WEBHOOK(
      batch -> contact(batch, planWithFinishedWebhook(2, "first"))),
  CONTACT_WITHOUT_WEBHOOK(batch -> contact(batch, planWithoutWebhook(2, "first"))),
  CONTACT_NOT_FOUND(batch -> contact(batch, plan(2, "first"), Answer.NOT_FOUND)),
  CONTACT_FOUND_AFTER_MISS(batch -> contact(batch, plan(2, "first", "second"), Answer.NOT_FOUND)),
  CONTACT_FOUND_AFTER_REFUSAL(batch -> contact(batch, plan(2, "first", "second"), Answer.REFUSAL)),
  CONTACT_FAILED(batch -> contact(batch, plan(2, "first"), Answer.REFUSAL)),
  CONTACT_NOT_FOUND_AFTER_LAST_REFUSAL(
      batch -> {
        batch.lookups.script("second", 0, Answer.REFUSAL);
        return contact(batch, plan(2, "first", "second"), Answer.NOT_FOUND);
      }),
  CONTACT_FOUND_AFTER_WAITING(
      batch -> {
        batch.lookups.script("second", 0, Answer.NOT_FOUND);
        return contact(batch, plan(2, "first", "second"), Answer.DOWN, Answer.FOUND);
      }),
  CONTACT_FOUND_AND_VERIFIED(batch -> verified(batch, Answer.FOUND)),
  CONTACT_FOUND_AFTER_REFUTED(batch -> verified(batch, Answer.REFUTED)),
  CONTACT_FOUND_UNVERIFIED(batch -> verified(batch, Answer.REFUSAL)),
  CONTACT_FOUND_AFTER_RETRY(batch -> contact(batch, plan(2, "first"), Answer.OUTAGE, Answer.FOUND)),
  CONTACT_FAILED_AFTER_WAITING(batch -> contact(batch, plan(2, "first"), Answer.DOWN)),
  CONTACT_STOPPED(batch -> contact(batch, plan(2, "first", "second"), Answer.STOPPED)),
  CONTACT_OF_COMBINED(
      batch -> {
        bulk(batch, EnrichmentHarness.combinedPlan());
        return batch.childWorkflowId(1);
      }),
  CONTACT_OF_TERMINATED_BATCH(
      batch -> {
        terminateDuringLookups(batch);
        return batch.childWorkflowId(0);
      }),
  CONTACT_WEBHOOK_GONE(
      batch -> {
        batch.webhooks.script(0, ScriptedWebhookActivities.Answer.GONE);
        return contact(batch, plan(2, "first"));
      }),
  CONTACT_SETTLED_WITHOUT_LOOKUP(
      Workers.LATER,
      batch -> {
        BULK_CANCELLED_BEFORE_ADMISSION.path.apply(batch);
        return batch.childWorkflowId(0);
      }),
  CONTACT_CANCELLED_IN_BACKOFF(
      batch -> {
        batch.credits.willAccept(plan(2, "first"));
        batch.lookups.script("first", 0, Answer.OUTAGE);
        batch.startBulk();
        EnrichmentHarness.await(() -> batch.lookups.attempts("first", 0) == 1);
        batch.awaitDelivery(1);
        batch.cancel(batch.bulkWorkflowId());
        return endOf(batch::bulkResult, batch.childWorkflowId(0));
      }),
  CONTACT_CANCELLED_DURING_LOOKUP(
      batch -> {
        cancelDuringLookups(batch, Answer.NOT_FOUND);
        return batch.childWorkflowId(0);
      }),
  CONTACT_FOUND_THOUGH_CANCELLED(
      batch -> {
        cancelDuringLookups(batch, Answer.FOUND);
        return batch.childWorkflowId(0);
      }),
  CONTACT_CANCELLED_DURING_DELIVERY(
      batch -> {
        batch.credits.willAccept(plan(2, "first"));
        batch.webhooks.script(
            0,
            ScriptedWebhookActivities.Answer.UNAVAILABLE,
            ScriptedWebhookActivities.Answer.ACCEPTED);
        batch.startBulk();
        EnrichmentHarness.await(() -> batch.webhooks.attempts(0).size() == 1);
        batch.cancel(batch.bulkWorkflowId());
        return endOf(batch::bulkResult, batch.childWorkflowId(0));
      }),

  SINGLE_FOUND(
      single -> {
        single.credits.willAccept(plan(1, "first"));
        single.startSingle();
        return endOf(single::singleResult, single.singleWorkflowId());
      }),
  SINGLE_REJECTED(
      single -> {
        single.credits.willReject(Rejection.Reason.CONSENT_REQUIRED, 1, 1);
        single.startSingle();
        return endOf(single::singleResult, single.singleWorkflowId());
      }),
  SINGLE_CANCELLED(
      single -> {
        single.credits.willAccept(plan(1, "first", "second"));
        single.lookups.script("first", 0, Answer.NOT_FOUND);
        single.lookups.gate.close();
        single.startSingle();
        single.lookups.gate.awaitArrival();
        single.cancel(single.singleWorkflowId());
        single.awaitEvent(
            single.singleWorkflowId(), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
        single.lookups.gate.open();
        return endOf(single::singleResult, single.singleWorkflowId());
      }),

  WEBHOOK_REDELIVERED(
      webhooks -> {
        webhooks.webhooks.willNotTake(new UUID(0, 2));
        return webhooks.redeliver(new UUID(0, 1), new UUID(0, 2), new UUID(0, 3));
      }),
  WEBHOOK_SAMPLE_SENT(webhooks -> webhooks.sendSample(new UUID(0, 1))),

  RECONCILED(EnrichmentHarness::reconcile),
  RETENTION_PURGED(
      database -> {
        database.retention.willPurge(2);
        return database.purgeExpired();
      }),
  RETENTION_NOTHING_DUE(EnrichmentHarness::purgeExpired);

  private enum Workers {
    FROM_THE_START,
    LATER
  }

  private final Workers workers;
  private final Function<EnrichmentHarness, String> path;
  private final BiFunction<EnrichmentHarness, String, WorkflowExecutionHistory> history;

  RecordedPath(Function<EnrichmentHarness, String> path) {
    this(Workers.FROM_THE_START, path, EnrichmentHarness::history);
  }

  RecordedPath(
      Function<EnrichmentHarness, String> path,
      BiFunction<EnrichmentHarness, String, WorkflowExecutionHistory> history) {
    this(Workers.FROM_THE_START, path, history);
  }

  /**
   * @param path goes the way to its end, and gives the id of the workflow that went it
   */
  RecordedPath(Workers workers, Function<EnrichmentHarness, String> path) {
    this(workers, path, EnrichmentHarness::history);
  }

  /**
   * @param history gives the history of which of its runs is kept
   */
  RecordedPath(
      Workers workers,
      Function<EnrichmentHarness, String> path,
      BiFunction<EnrichmentHarness, String, WorkflowExecutionHistory> history) {
    this.workers = workers;
    this.path = path;
    this.history = history;
  }

  String fileName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  /**
   * Goes this way, and gives the history of it as JSON.
   *
   * @param harness where nothing has run yet, and no workers are
   */
  String record(EnrichmentHarness harness) {
    if (workers == Workers.FROM_THE_START) {
      harness.startWorkers();
    }
    return history.apply(harness, path.apply(harness)).toJson(true);
  }

  private static String bulk(EnrichmentHarness batch, EnrichmentPlan plan) {
    batch.credits.willAccept(plan);
    return runBulk(batch);
  }

  private static String runBulk(EnrichmentHarness batch) {
    batch.startBulk();
    return endOf(batch::bulkResult, batch.bulkWorkflowId());
  }

  private static String contact(EnrichmentHarness batch, EnrichmentPlan plan, Answer... answers) {
    if (answers.length > 0) {
      batch.lookups.script("first", 0, answers);
    }
    bulk(batch, plan);
    return batch.childWorkflowId(0);
  }

  /** With a domain to be resolved, and an email to be verified. */
  private static String verified(EnrichmentHarness batch, Answer verdict) {
    batch.lookups.script("first", 0, Answer.UNVERIFIED);
    batch.lookups.script("verifier", 0, verdict);
    bulk(batch, planInFull(steps("resolver"), steps("first", "second"), steps("verifier")));
    return batch.childWorkflowId(0);
  }

  private static void cancelDuringLookups(EnrichmentHarness batch, Answer answer) {
    batch.lookups.script("first", 0, answer);
    startAndHoldUp(batch, "first", "second");
    batch.cancel(batch.bulkWorkflowId());
    letLookupsEnd(batch);
    endOf(batch::bulkResult, batch.bulkWorkflowId());
  }

  /** Its contacts are asked to cancel by their parent close policy. */
  private static void terminateDuringLookups(EnrichmentHarness batch) {
    startAndHoldUp(batch, "first");
    batch.terminate(batch.bulkWorkflowId());
    letLookupsEnd(batch);
    batch.awaitEnd(batch.childWorkflowId(0));
    batch.awaitEnd(batch.childWorkflowId(1));
  }

  private static void startAndHoldUp(EnrichmentHarness batch, String... providers) {
    batch.credits.willAccept(plan(2, providers));
    batch.lookups.gate.close();
    batch.startBulk();
    EnrichmentHarness.await(() -> batch.lookups.questions().size() == 2);
  }

  private static void letLookupsEnd(EnrichmentHarness batch) {
    for (var position = 0; position < 2; position++) {
      batch.awaitEvent(
          batch.childWorkflowId(position), EventType.EVENT_TYPE_ACTIVITY_TASK_CANCEL_REQUESTED);
    }
    batch.lookups.gate.open();
  }

  private static String endOf(Supplier<?> result, String workflowId) {
    try {
      result.get();
    } catch (WorkflowFailedException cancelled) {
      // Its history says so, too.
    }
    return workflowId;
  }
}
