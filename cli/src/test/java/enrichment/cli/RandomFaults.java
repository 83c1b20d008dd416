package enrichment.cli;

import enrichment.cli.StubApi.Fault;
import enrichment.cli.StubApi.Faults;
import java.util.List;
import java.util.Random;

/** Something goes wrong with a share of the requests; and now and then with all, for a while. */
final class RandomFaults implements Faults {

  private static final List<Fault> OF_POSTS =
      List.of(
          Fault.TOO_MANY,
          Fault.UNAVAILABLE,
          Fault.IN_PROGRESS,
          Fault.DROPPED_BEFORE,
          Fault.DROPPED_AFTER,
          Fault.CUT_ANSWER,
          Fault.FAILED_AFTER);
  private static final List<Fault> OF_GETS =
      List.of(Fault.TOO_MANY, Fault.UNAVAILABLE, Fault.DROPPED_BEFORE, Fault.CUT_ANSWER);

  private final Random random;
  private final double share;
  private final double outages;
  private int outage;

  /**
   * @param share of the requests that fail
   * @param outages how likely one begins with a request
   */
  RandomFaults(long seed, double share, double outages) {
    this.random = new Random(seed);
    this.share = share;
    this.outages = outages;
  }

  @Override
  public synchronized Fault next(String method, String path) {
    var faults = method.equals("POST") ? OF_POSTS : OF_GETS;
    if (outage == 0 && random.nextDouble() < outages) {
      outage = 20 + random.nextInt(60);
    }
    if (outage > 0) {
      outage--;
      return random.nextBoolean() ? Fault.DROPPED_BEFORE : Fault.UNAVAILABLE;
    }
    return random.nextDouble() < share ? faults.get(random.nextInt(faults.size())) : Fault.NONE;
  }
}
