package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planWithFinishedWebhook;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import enrichment.workflows.ScriptedWebhookActivities.Answer;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** PostgreSQL was restored to before it knew what is to be told: the workflow fails and says so. */
@Timeout(value = 30, unit = TimeUnit.SECONDS)
class UnknownWebhookTest {

  private static final UUID ID = new UUID(0, 1);

  private final EnrichmentHarness enrichment = EnrichmentHarness.start();

  @AfterEach
  void stop() {
    enrichment.close();
  }

  @Test
  void failsASingleContact() {
    enrichment.credits.willAccept(plan(1, "first"));
    enrichment.webhooks.script(0, Answer.UNKNOWN);
    enrichment.startSingle();
    assertSaysWhy(catchThrowable(enrichment::singleResult));
  }

  @Test
  void failsABatch() {
    enrichment.credits.willAccept(planWithFinishedWebhook(2, "first"));
    enrichment.webhooks.forgetsEverything();
    enrichment.startBulk();
    assertSaysWhy(catchThrowable(enrichment::bulkResult));
  }

  @Test
  void failsARedelivery() {
    enrichment.webhooks.forgetsEverything();
    assertSaysWhy(catchThrowable(() -> enrichment.redeliver(ID, new UUID(0, 2))));
  }

  private static void assertSaysWhy(Throwable failure) {
    assertThat(failure).isInstanceOf(WorkflowFailedException.class);
    assertThat(Stream.iterate(failure, cause -> cause != null, Throwable::getCause))
        .filteredOn(ApplicationFailure.class::isInstance)
        .extracting(cause -> ((ApplicationFailure) cause).getType())
        .contains(FailureTypes.ENRICHMENT_UNKNOWN);
  }
}
