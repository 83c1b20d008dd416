package enrichment.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/** How a stub vendor replies to the question for somebody at a domain. */
interface StubVendor {

  StubVendor KNOWS_NOBODY = domain -> StubReply.MISS;
  StubVendor KNOWS_EVERYBODY = StubReply::found;

  StubReply reply(String domain);

  /** Knows nobody, and says so to no more than so many in any second. */
  static StubVendor limited(int perSecond) {
    var admitted = new AdmittedCalls(perSecond);
    return domain -> admitted.admit(System.nanoTime()) ? StubReply.MISS : StubReply.BUSY;
  }

  /** The calls of the last second. */
  final class AdmittedCalls {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Deque<Long> times = new ArrayDeque<>();
    private final int most;

    private AdmittedCalls(int most) {
      this.most = most;
    }

    private synchronized boolean admit(long nanoTime) {
      times.removeIf(time -> nanoTime - time > SECOND);
      return times.size() < most && times.add(nanoTime);
    }
  }
}
