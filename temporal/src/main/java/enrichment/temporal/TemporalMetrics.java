package enrichment.temporal;

import com.uber.m3.tally.RootScopeBuilder;
import com.uber.m3.tally.Scope;
import com.uber.m3.tally.ScopeCloseException;
import com.uber.m3.util.Duration;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.common.reporter.MicrometerClientStatsReporter;

/** What Temporal's SDK measures, with its documented names ({@code temporal_…}). */
public final class TemporalMetrics implements AutoCloseable {

  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Scope scope;

  private TemporalMetrics(Scope scope) {
    this.scope = scope;
  }

  public static TemporalMetrics into(MeterRegistry registry) {
    return new TemporalMetrics(
        new RootScopeBuilder()
            .reporter(new MicrometerClientStatsReporter(registry))
            .reportEvery(INTERVAL));
  }

  /** For service stubs. */
  public Scope scope() {
    return scope;
  }

  /** Once nobody measures anything any more: the registry is closed as well. */
  @Override
  public void close() {
    try {
      scope.close();
    } catch (ScopeCloseException e) {
      throw new IllegalStateException("What was measured last cannot be reported", e);
    }
  }
}
