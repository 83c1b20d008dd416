package enrichment.store.sql;

import java.util.function.Supplier;

/**
 * A transaction over many contacts may meet others that lock some of them in another order.
 * PostgreSQL ends one of those that wait for each other, and that one is run again.
 */
public final class Deadlocks {

  private static final String DEADLOCK_DETECTED = "40P01";
  private static final int ATTEMPTS = 5;

  public static <T> T retry(Supplier<T> transaction) {
    for (var attempt = 1; ; attempt++) {
      try {
        return transaction.get();
      } catch (RuntimeException e) {
        if (attempt == ATTEMPTS || !isDeadlock(e)) {
          throw e;
        }
      }
    }
  }

  private static boolean isDeadlock(Throwable failure) {
    return SqlFailures.in(failure).anyMatch(cause -> DEADLOCK_DETECTED.equals(cause.getSQLState()));
  }

  private Deadlocks() {}
}
