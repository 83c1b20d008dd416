package enrichment.worker;

import enrichment.workflows.maintenance.ReconciliationActivities;
import enrichment.workflows.maintenance.RestartInput;
import enrichment.workflows.maintenance.RestartPage;
import enrichment.workflows.steps.FailureTypes;
import io.temporal.failure.ApplicationErrorCategory;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/**
 * Reconciles while it is this worker's turn, whoever asks for it: before and after that, what is
 * under way may be at another server, where this one cannot see it.
 */
final class ReconciliationInTurn implements ReconciliationActivities {

  private static final Duration LATER = Duration.ofSeconds(2);

  private final ReconciliationActivities reconciliation;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private boolean inTurn;

  ReconciliationInTurn(ReconciliationActivities reconciliation) {
    this.reconciliation = reconciliation;
  }

  /** Once it is no more this worker's turn, nothing is being reconciled when this returns. */
  void setInTurn(boolean inTurn) {
    lock.writeLock().lock();
    try {
      this.inTurn = inTurn;
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public RestartPage restartEnrichments(RestartInput input) {
    return inTurn(() -> reconciliation.restartEnrichments(input));
  }

  @Override
  public int restartRedeliveries() {
    return inTurn(reconciliation::restartRedeliveries);
  }

  @Override
  public int cancelUntold() {
    return inTurn(reconciliation::cancelUntold);
  }

  private <T> T inTurn(Supplier<T> part) {
    lock.readLock().lock();
    try {
      if (!inTurn) {
        throw ApplicationFailure.newBuilder()
            .setMessage("What is under way may be at another server")
            .setType(FailureTypes.NOT_IN_TURN)
            .setCategory(ApplicationErrorCategory.BENIGN)
            .setNextRetryDelay(LATER)
            .build();
      }
      return part.get();
    } finally {
      lock.readLock().unlock();
    }
  }
}
