package enrichment.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import enrichment.workflows.maintenance.ReconciliationActivities;
import enrichment.workflows.maintenance.RestartInput;
import enrichment.workflows.maintenance.RestartPage;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationFailure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReconciliationInTurnTest {

  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch held = new CountDownLatch(1);
  private final ReconciliationInTurn reconciliation = new ReconciliationInTurn(new Held());

  @Test
  void waitsForItsTurnWhoeverAsks() {
    assertNotInTurn();
    reconciliation.setInTurn(true);
    assertThat(reconciliation.cancelUntold()).isEqualTo(1);
    reconciliation.setInTurn(false);
    assertNotInTurn();
  }

  @Test
  void theTurnEndsWhenNothingIsBeingReconciled() throws Exception {
    reconciliation.setInTurn(true);
    var page = CompletableFuture.supplyAsync(reconciliation::restartRedeliveries);
    begun.await();
    var ended = CompletableFuture.runAsync(() -> reconciliation.setInTurn(false));
    assertThat(ended).isNotCompleted();
    TimeUnit.MILLISECONDS.sleep(100);
    assertThat(ended).isNotCompleted();
    held.countDown();
    ended.get();
    assertThat(page).isCompletedWithValue(2);
  }

  private void assertNotInTurn() {
    assertThatExceptionOfType(ApplicationFailure.class)
        .isThrownBy(reconciliation::cancelUntold)
        .satisfies(
            failure -> {
              assertThat(failure.getType()).isEqualTo(FailureTypes.NOT_IN_TURN);
              assertThat(failure.isNonRetryable()).isFalse();
              assertThat(failure.getNextRetryDelay()).isPositive();
            });
  }

  private final class Held implements ReconciliationActivities {

    @Override
    public RestartPage restartEnrichments(RestartInput input) {
      throw new AssertionError("Nobody asks");
    }

    @Override
    public int restartRedeliveries() {
      begun.countDown();
      try {
        held.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return 2;
    }

    @Override
    public int cancelUntold() {
      return 1;
    }
  }
}
