package enrichment.standalone;

import enrichment.standalone.VendorCalls.Call;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.Map;
import java.util.Queue;
import java.util.function.Predicate;

/** The calls that a worker is to die over, as numbers in the sequence of each vendor's calls. */
final class DeadlyCalls implements Predicate<Call> {

  private final Map<String, Queue<Integer>> next = new HashMap<>();
  private final Map<String, Integer> came = new HashMap<>();
  private int count;

  /** The numbers ascend. */
  DeadlyCalls of(String provider, Integer... numbers) {
    next.put(provider, new LinkedList<>(Arrays.asList(numbers)));
    count += numbers.length;
    return this;
  }

  int count() {
    return count;
  }

  /** One that comes while another is being died over is made up for by the one after. */
  @Override
  public synchronized boolean test(Call call) {
    var provider = call.question().provider();
    var number = came.merge(provider, 1, Integer::sum);
    var due = next.get(provider).peek();
    return due != null && number >= due && next.get(provider).remove() != null;
  }
}
