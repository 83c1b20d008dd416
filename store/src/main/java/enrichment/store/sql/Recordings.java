package enrichment.store.sql;

import enrichment.domain.LookupTimes;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what providers have said. It is paid for, so whatever becomes of the database it is
 * written again and again until that has succeeded, for {@link LookupTimes#TO_RECORD}. A commit of
 * which no word came back may have been made: what is written here must not mind being written
 * twice.
 */
public final class Recordings {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** Classes of SQL states that are about the statement or its values, and do not pass. */
  private static final Set<String> LASTING = Set.of("0A", "21", "22", "23", "42");

  private final Jdbi jdbi;
  private final BooleanSupplier closed;
  private final Duration atMost;

  /**
   * @param closed whether no connection can be had any more
   */
  Recordings(Jdbi jdbi, BooleanSupplier closed) {
    this(jdbi, closed, LookupTimes.TO_RECORD);
  }

  Recordings(Jdbi jdbi, BooleanSupplier closed, Duration atMost) {
    this.jdbi = jdbi;
    this.closed = closed;
    this.atMost = atMost;
  }

  /** One statement. */
  public void useHandle(HandleConsumer<RuntimeException> recording) {
    untilWritten(
        () -> {
          jdbi.useHandle(recording);
          return null;
        });
  }

  public void useTransaction(HandleConsumer<RuntimeException> recording) {
    untilWritten(
        () -> {
          jdbi.useTransaction(recording);
          return null;
        });
  }

  public <T> T inTransaction(HandleCallback<T, RuntimeException> recording) {
    return untilWritten(() -> jdbi.inTransaction(recording));
  }

  private <T extends @Nullable Object> T untilWritten(Supplier<T> recording) {
    var began = System.nanoTime();
    for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
      try {
        return recording.get();
      } catch (RuntimeException e) {
        if (!passes(e)
            || closed.getAsBoolean()
            || System.nanoTime() - began > atMost.toNanos()
            || !sleep(pause)) {
          throw e;
        }
      }
    }
  }

  /** Whether it is the database that failed, not what was asked of it. */
  private static boolean passes(Throwable failure) {
    var states =
        SqlFailures.in(failure)
            // Without a state where no connection was to be had.
            .map(cause -> String.valueOf(cause.getSQLState()))
            .toList();
    return !states.isEmpty()
        && states.stream().noneMatch(state -> LASTING.contains(state.substring(0, 2)));
  }

  private static boolean sleep(Duration time) {
    try {
      TimeUnit.MILLISECONDS.sleep(time.toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    var doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
  }
}
