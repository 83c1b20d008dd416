package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.combinedPlan;
import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planInFull;
import static enrichment.workflows.EnrichmentHarness.steps;
import static enrichment.workflows.webui.EnrichmentAttributes.ACCOUNT_ID;
import static enrichment.workflows.webui.EnrichmentAttributes.CONTACT_OUTCOME;
import static enrichment.workflows.webui.EnrichmentAttributes.ENRICHMENT_STATUS;
import static enrichment.workflows.webui.EnrichmentAttributes.ENRICHMENT_TYPE;
import static enrichment.workflows.webui.EnrichmentAttributes.PROVIDER;
import static io.temporal.api.enums.v1.EventType.EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.Rejection;
import enrichment.workflows.ScriptedLookupActivities.Answer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the workflows of an enrichment can be found by, while they run and afterwards. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class SearchAttributesTest {

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();
  private final String batch = enrichment.bulkWorkflowId();
  private final String contact = enrichment.childWorkflowId(0);

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void aBatchSaysHowItsContactsHaveEnded() {
    enrichment.credits.willAccept(plan(3, "first", "second"));
    enrichment.lookups.script("first", 0, Answer.REFUSAL);
    enrichment.lookups.script("second", 0, Answer.REFUSAL);
    enrichment.startBulk();
    enrichment.bulkResult();

    assertThat(enrichment.attribute(batch, CONTACT_OUTCOME)).containsExactly("found", "failed");
    assertThat(enrichment.attribute(batch, ENRICHMENT_STATUS)).isEqualTo("finished");
    assertThat(enrichment.attribute(batch, ENRICHMENT_TYPE)).containsExactly("email");
    assertThat(upserts(batch)).as("one an outcome, and one at the end").isEqualTo(3);
  }

  @Test
  void aContactSaysWhoFoundIt() {
    enrichment.credits.willAccept(plan(2, "first", "second"));
    enrichment.lookups.script("first", 0, Answer.NOT_FOUND);
    enrichment.startBulk();
    enrichment.bulkResult();

    assertThat(enrichment.attribute(contact, PROVIDER)).containsExactly("second");
    assertThat(enrichment.attribute(contact, CONTACT_OUTCOME)).containsExactly("found");
    assertThat(enrichment.attribute(contact, ENRICHMENT_STATUS)).isEqualTo("finished");
    assertThat(enrichment.attribute(contact, ACCOUNT_ID))
        .isNotNull()
        .isEqualTo(enrichment.attribute(batch, ACCOUNT_ID));
    assertThat(upserts(contact)).isEqualTo(1);
  }

  @Test
  void anEmailThatWasRefutedWasFoundByNobody() {
    enrichment.credits.willAccept(planInFull(steps("resolver"), steps("first"), steps("verifier")));
    enrichment.lookups.script("first", 0, Answer.UNVERIFIED);
    enrichment.lookups.script("verifier", 0, Answer.REFUTED);
    enrichment.startBulk();
    enrichment.bulkResult();

    assertThat(enrichment.attribute(contact, CONTACT_OUTCOME)).containsExactly("not_found");
    assertThat(enrichment.attribute(contact, PROVIDER)).isNull();
  }

  @Test
  void aContactWhoseWebhookIsOnItsWayRunsAndHasItsOutcome() {
    enrichment.credits.willAccept(plan(2, "first"));
    enrichment.webhooks.script(0, ScriptedWebhookActivities.Answer.UNAVAILABLE);
    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.webhooks.attempts(0).size() == 1);

    assertThat(enrichment.isRunning(contact)).isTrue();
    assertThat(enrichment.attribute(contact, CONTACT_OUTCOME)).containsExactly("found");
    assertThat(enrichment.attribute(batch, ENRICHMENT_STATUS)).isEqualTo("in_progress");
  }

  @Test
  void aContactSaysWhomItWaitsFor() {
    enrichment.credits.willAccept(plan(2, "first", "second"));
    enrichment.lookups.script("first", 0, Answer.DOWN, Answer.OUTAGE);
    enrichment.lookups.script("second", 0, Answer.NOT_FOUND);
    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.lookups.attempts("first", 0) > 1);

    assertThat(enrichment.attribute(contact, PROVIDER)).containsExactly("first");
    assertThat(enrichment.attribute(contact, CONTACT_OUTCOME)).isNull();
  }

  @Test
  void aContactThatIsCancelledWhileItWaitsWaitsForNobody() {
    enrichment.credits.willAccept(plan(2, "first", "second"));
    enrichment.lookups.script("first", 0, Answer.DOWN, Answer.OUTAGE);
    enrichment.lookups.script("second", 0, Answer.NOT_FOUND);
    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.lookups.attempts("first", 0) > 1);
    enrichment.cancel(batch);
    EnrichmentHarness.await(() -> !enrichment.isRunning(batch));

    assertThat(enrichment.attribute(contact, PROVIDER)).isNull();
    assertThat(enrichment.attribute(contact, CONTACT_OUTCOME)).containsExactly("cancelled");
    assertThat(enrichment.attribute(batch, ENRICHMENT_STATUS)).isEqualTo("cancelled");
  }

  @Test
  void eachContactHasItsOwnType() {
    enrichment.credits.willAccept(combinedPlan());
    enrichment.startBulk();
    enrichment.bulkResult();

    assertThat(enrichment.attribute(enrichment.childWorkflowId(1), ENRICHMENT_TYPE))
        .containsExactly("phone");
  }

  @Test
  void whatIsRejectedSaysSo() {
    enrichment.credits.willReject(Rejection.Reason.INSUFFICIENT_CREDITS, 2, 1);
    enrichment.startBulk();
    enrichment.bulkResult();

    assertThat(enrichment.attribute(batch, ENRICHMENT_STATUS)).isEqualTo("rejected");
  }

  @Test
  void aSingleEnrichmentIsItsOwnContact() {
    enrichment.credits.willAccept(plan(1, "first"));
    enrichment.startSingle();
    enrichment.singleResult();

    var single = enrichment.singleWorkflowId();
    assertThat(enrichment.attribute(single, CONTACT_OUTCOME)).containsExactly("found");
    assertThat(enrichment.attribute(single, PROVIDER)).isEqualTo(List.of("first"));
    assertThat(enrichment.attribute(single, ENRICHMENT_STATUS)).isEqualTo("finished");
    assertThat(upserts(single)).isEqualTo(1);
  }

  @Test
  void whatWasStartedWithoutAnySetsNone() {
    enrichment.withoutAttributes().credits.willAccept(plan(2, "first"));
    enrichment.startBulk();
    enrichment.bulkResult();

    assertThat(upserts(batch) + upserts(contact)).isZero();
    assertThat(enrichment.attribute(contact, ACCOUNT_ID)).isNull();
  }

  private int upserts(String workflowId) {
    return enrichment.count(workflowId, EVENT_TYPE_UPSERT_WORKFLOW_SEARCH_ATTRIBUTES);
  }
}
