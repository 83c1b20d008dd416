package enrichment.store.people;

import enrichment.store.TestDatabase;
import org.junit.jupiter.api.Test;

/**
 * Made-up families: whatever the order in which they are enriched, suppressed and erased, nobody
 * who is suppressed is asked about, delivered or charged, nothing is left of who is erased, nobody
 * else loses anything, and the ledger is exact. {@code make test-families} runs 10,000 of them.
 */
class FamiliesTest {

  private static final int FAMILIES = Integer.getInteger("families", 150);
  private static final long SEED = Long.getLong("families.seed", 1);

  /** One of them again: the number that a failure names. */
  private static final int FIRST = Integer.getInteger("families.first", 0);

  @Test
  void nobodyIsTakenForSomebodyElseAndNobodyIsMissed() {
    var database = TestDatabase.create();
    var leftovers = new Leftovers(TestDatabase.jdbi(database));
    for (var number = FIRST; number < FIRST + FAMILIES; number++) {
      try {
        new FamilyRun(database, leftovers, number, SEED).run();
      } catch (AssertionError e) {
        throw new AssertionError(
            "Family " + number + " of seed " + SEED + ":\n" + e.getMessage(), e);
      }
      leftovers.clear();
    }
  }
}
