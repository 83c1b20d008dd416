package enrichment.worker;

import enrichment.activities.lookups.TurnGate;
import io.temporal.worker.tuning.ActivitySlotInfo;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.SlotMarkUsedContext;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplier;
import io.temporal.worker.tuning.SlotSupplierFuture;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** So many slots, of which a task is taken for one only when the provider's gate is open. */
final class PacedSlots implements SlotSupplier<ActivitySlotInfo> {

  private final FixedSizeSlotSupplier<ActivitySlotInfo> slots;
  private final TurnGate gate;

  PacedSlots(int slots, TurnGate gate) {
    this.slots = new FixedSizeSlotSupplier<>(slots);
    this.gate = gate;
  }

  /**
   * Where it is given up, since the worker stops, a slot that waits at the gate is given up too.
   */
  @Override
  public SlotSupplierFuture reserveSlot(SlotReserveContext<ActivitySlotInfo> context)
      throws Exception {
    var slot = slots.reserveSlot(context);
    return SlotSupplierFuture.fromCompletableFuture(
        slot.thenCompose(this::whenOpen), slot::abortReservation);
  }

  private CompletableFuture<SlotPermit> whenOpen(SlotPermit permit) {
    var wait = gate.enter();
    if (wait.isZero()) {
      return CompletableFuture.completedFuture(permit);
    }
    var later = CompletableFuture.delayedExecutor(wait.toNanos(), TimeUnit.NANOSECONDS);
    return CompletableFuture.supplyAsync(() -> permit, later).thenCompose(this::whenOpen);
  }

  @Override
  public Optional<SlotPermit> tryReserveSlot(SlotReserveContext<ActivitySlotInfo> context) {
    return gate.enter().isZero() ? slots.tryReserveSlot(context) : Optional.empty();
  }

  @Override
  public void markSlotUsed(SlotMarkUsedContext<ActivitySlotInfo> context) {
    slots.markSlotUsed(context);
  }

  @Override
  public void releaseSlot(SlotReleaseContext<ActivitySlotInfo> context) {
    slots.releaseSlot(context);
  }

  @Override
  public Optional<Integer> getMaximumSlots() {
    return slots.getMaximumSlots();
  }
}
