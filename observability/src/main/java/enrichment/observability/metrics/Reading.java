package enrichment.observability.metrics;

import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read the last time, which is read again when somebody asks and it is a while ago. Where
 * it cannot be read, nobody waits for it again before that while is over.
 */
public final class Reading<T> {

  private static final Logger LOG = LoggerFactory.getLogger(Reading.class);

  /** As often as Prometheus usually asks. */
  private static final Duration USUAL_AGE = Duration.ofSeconds(15);

  private final String what;
  private final Supplier<? extends @Nullable T> source;
  private final Duration age;
  private @Nullable T last;
  private long readAt;
  private boolean tried;

  /**
   * @param what the name of it, for the log
   * @param source null: there is nothing to be read yet
   */
  public Reading(String what, Supplier<? extends @Nullable T> source) {
    this(what, source, USUAL_AGE);
  }

  Reading(String what, Supplier<? extends @Nullable T> source, Duration age) {
    this.what = what;
    this.source = source;
    this.age = age;
  }

  /** A number of it; none when it cannot be read. */
  public double get(ToDoubleFunction<T> number) {
    var latest = latest();
    return latest == null ? Double.NaN : number.applyAsDouble(latest);
  }

  private synchronized @Nullable T latest() {
    if (!tried || System.nanoTime() - readAt > age.toNanos()) {
      last = read();
      tried = true;
      readAt = System.nanoTime();
    }
    return last;
  }

  private @Nullable T read() {
    try {
      return source.get();
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("what", what)
          .addKeyValue("exception", e.getClass().getName())
          .log("metrics.reading.failed");
      return null;
    }
  }
}
