package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planWithFinishedWebhook;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.workflows.ScriptedLookupActivities.Answer;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the web UI shows of workflows. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class CurrentDetailsTest {

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();
  private final String batch = enrichment.bulkWorkflowId();
  private final String contact = enrichment.childWorkflowId(0);

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void aBatchCountsItsContactsAndNamesThoseThatAreOpen() {
    enrichment.credits.willAccept(plan(3, "first"));
    enrichment.webhooks.script(0, ScriptedWebhookActivities.Answer.UNAVAILABLE);
    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.progress().ended().ended() == 2);

    assertThat(enrichment.details(batch))
        .contains("**2 of 3** contacts have ended")
        .contains("| found | 2 |", "| failed | 0 |", "| *open* | 1 |")
        .contains("**Waits for contact** 000: looked up, and until their webhooks are delivered.");
  }

  @Test
  void aContactListsItsProvidersAndWhomItWaitsFor() {
    enrichment.credits.willAccept(plan(2, "first", "second", "third"));
    enrichment.lookups.script("first", 0, Answer.NOT_FOUND);
    enrichment.lookups.script("second", 0, Answer.OUTAGE);
    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.lookups.attempts("second", 0) > 0);

    assertThat(enrichment.details(contact))
        .startsWith("**Waits for `second`.**")
        .contains("| `first` | lookup | not found |")
        .contains("| `second` | lookup | **is asked** |")
        .contains("| `third` | lookup |  |");
  }

  @Test
  void aContactSaysThatItWaitsUntilAProviderCanBeAsked() {
    enrichment.credits.willAccept(plan(2, "first", "second"));
    enrichment.lookups.script("first", 0, Answer.DOWN, Answer.OUTAGE);
    enrichment.lookups.script("second", 0, Answer.REFUSAL);
    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.lookups.attempts("first", 0) > 1);

    assertThat(enrichment.details(contact))
        .startsWith("**Waits until `first` can be asked.**")
        .contains("| `first` | lookup | **is waited for** |")
        .contains("| `second` | lookup | no answer |");
  }

  @Test
  void aContactSaysThatItWaitsForItsWebhook() {
    enrichment.credits.willAccept(plan(2, "first"));
    enrichment.webhooks.script(0, ScriptedWebhookActivities.Answer.UNAVAILABLE);
    enrichment.startBulk();
    EnrichmentHarness.await(() -> enrichment.webhooks.attempts(0).size() == 1);

    assertThat(enrichment.details(contact))
        .startsWith("Ended as found. **Waits until its webhook is delivered.**");
  }

  @Test
  void theEndIsToldToo() {
    enrichment.credits.willAccept(planWithFinishedWebhook(2, "first"));
    enrichment.startBulk();
    enrichment.bulkResult();

    assertThat(enrichment.details(contact)).startsWith("Ended as found. Webhook: delivered.");
    assertThat(enrichment.details(batch))
        .contains("**2 of 2** contacts have ended", "The books are closed.");
  }
}
