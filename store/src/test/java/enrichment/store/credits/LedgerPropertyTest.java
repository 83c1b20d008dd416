package enrichment.store.credits;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules of the ledger hold after every step of random sequences. */
class LedgerPropertyTest {

  private static final int SEQUENCES = Integer.getInteger("ledger.sequences", 3_000);
  private static final long SEED = Long.getLong("ledger.seed", System.nanoTime());

  @Test
  @Timeout(600)
  void everyCreditIsSomewhereAfterEveryStep() throws InterruptedException {
    System.out.println("ledger.seed=" + SEED);
    try (var database = LedgerSequences.database()) {
      new LedgerSequences(database, SEED, SEQUENCES).run();
    }
  }
}
