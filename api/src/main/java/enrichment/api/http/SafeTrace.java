package enrichment.api.http;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What can be logged of an exception: its class, its causes' and where they were thrown. Messages
 * are left out, since they may quote what a client sent.
 */
public final class SafeTrace {

  private static final int CAUSES = 5;
  private static final int FRAMES = 15;

  public static String of(Throwable failure) {
    return causes(failure)
        .map(
            cause ->
                cause.getClass().getName()
                    + Arrays.stream(cause.getStackTrace())
                        .limit(FRAMES)
                        .map(frame -> "\n    at " + frame)
                        .collect(Collectors.joining()))
        .collect(Collectors.joining("\n  caused by "));
  }

  public static String rootCauseOf(Throwable failure) {
    return causes(failure).reduce((outer, inner) -> inner).orElse(failure).getClass().getName();
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(CAUSES);
  }

  private SafeTrace() {}
}
