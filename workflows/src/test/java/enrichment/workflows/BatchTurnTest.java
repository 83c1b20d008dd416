package enrichment.workflows;

import static enrichment.workflows.EnrichmentHarness.plan;
import static enrichment.workflows.EnrichmentHarness.planThatWaits;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentTotals;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.CanceledFailure;
import io.temporal.testing.WorkflowReplayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BatchTurnTest {

  private final EnrichmentHarness batch = EnrichmentHarness.start();

  @AfterEach
  void stop() {
    batch.close();
  }

  @Test
  void startsItsContactsWhenItsTurnHasCome() {
    batch.credits.willAccept(planThatWaits(2, "first"));
    batch.turns.willRefuse(3);
    batch.startBulk();
    awaitFirstAttempt();
    assertThat(batch.exists(batch.childWorkflowId(0))).isFalse();
    assertThat(batch.details(batch.bulkWorkflowId())).contains("**Waits for its turn**");

    assertThat(batch.bulkResult()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));
    assertThat(batch.turns.attempts()).isEqualTo(4);
  }

  @Test
  void asksForNoTurnWhereItsPlanHasItBegin() {
    batch.credits.willAccept(plan(2, "first"));
    batch.startBulk();

    assertThat(batch.bulkResult()).isEqualTo(new EnrichmentTotals(2, 0, 0, 0));
    assertThat(batch.turns.attempts()).isZero();
  }

  @Test
  void waitsNoLongerWhenItIsCancelled() {
    batch.credits.willAccept(planThatWaits(2, "first"));
    batch.turns.willRefuse(Integer.MAX_VALUE);
    batch.startBulk();
    awaitFirstAttempt();
    batch.cancel(batch.bulkWorkflowId());

    assertThatThrownBy(batch::bulkResult)
        .isInstanceOf(WorkflowFailedException.class)
        .hasCauseInstanceOf(CanceledFailure.class);
    assertThat(batch.lookups.questions()).isEmpty();
    assertThat(batch.credits.outcome(batch.contact(0))).isEqualTo(ContactOutcome.CANCELLED);
    assertThat(batch.webhooks.delivered()).containsOnlyKeys(0, 1);
  }

  /** Decided on by a worker of this version, and then run by one that knows of no turns. */
  @Test
  void doesNotWaitInARunThatBeganWithoutTurns() throws Exception {
    var history = Files.readString(Path.of("src/test/resources/histories/v5/bulk-all-found.json"));

    WorkflowReplayer.replayWorkflowExecution(
        withPayloads(history, "\"parts\":[]", "\"parts\":[],\"waits\":true"),
        BulkEnrichmentWorkflowImpl.class);
  }

  private static String withPayloads(String history, String before, String after) {
    var changed = new AtomicInteger();
    var result =
        Pattern.compile("\"data\": \"([^\"]+)\"")
            .matcher(history.replace("\\u003d", "="))
            .replaceAll(
                data -> {
                  var payload = new String(Base64.getDecoder().decode(data.group(1)), ISO_8859_1);
                  if (payload.contains(before)) {
                    changed.incrementAndGet();
                  }
                  var bytes = payload.replace(before, after).getBytes(ISO_8859_1);
                  return "\"data\": \"%s\"".formatted(Base64.getEncoder().encodeToString(bytes));
                });
    assertThat(changed).hasPositiveValue();
    return result;
  }

  private void awaitFirstAttempt() {
    EnrichmentHarness.await(() -> batch.turns.attempts() > 0);
  }
}
