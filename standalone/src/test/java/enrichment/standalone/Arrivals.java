package enrichment.standalone;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** When calls came. */
final class Arrivals {

  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final long[] times;

  Arrivals(Stream<VendorCalls.Call> calls) {
    times = calls.mapToLong(VendorCalls.Call::nanoTime).sorted().toArray();
  }

  int count() {
    return times.length;
  }

  /** The most in any time of that length. */
  int mostIn(long nanos) {
    var most = 0;
    var first = 0;
    for (var last = 0; last < times.length; last++) {
      while (times[last] - times[first] >= nanos) {
        first++;
      }
      most = Math.max(most, last - first + 1);
    }
    return most;
  }

  /** On average, but for the first and the last second, when not everybody is there. */
  double perSecond() {
    var from = times[0] + SECOND;
    var to = times[times.length - 1] - SECOND;
    var calls = Arrays.stream(times).filter(time -> time >= from && time < to).count();
    return calls * (double) SECOND / (to - from);
  }
}
