package enrichment.standalone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stub vendors' own log: every call, and what was written to it. */
final class VendorCalls {

  /** A question: whose, and about whom. */
  record Question(String provider, String domain) {}

  /**
   * A call.
   *
   * @param number in the order in which they came
   */
  record Call(int number, Question question, long nanoTime) {}

  private final List<Call> calls = new ArrayList<>();
  private final Map<Call, StubReply> replies = new HashMap<>();

  synchronized Call arrived(Question question) {
    var call = new Call(calls.size(), question, System.nanoTime());
    calls.add(call);
    return call;
  }

  /** The whole reply has been written. */
  synchronized void replied(Call call, StubReply reply) {
    replies.put(call, reply);
  }

  synchronized List<Call> all() {
    return List.copyOf(calls);
  }

  /** Those that nothing was written to. */
  synchronized long unanswered() {
    return calls.stream().filter(call -> !replies.containsKey(call)).count();
  }

  synchronized long refused() {
    return replies.values().stream().filter(reply -> !reply.isAnswer()).count();
  }

  /** The questions that are answered, and paid for. */
  synchronized Set<Question> answered() {
    return replies.entrySet().stream()
        .filter(reply -> reply.getValue().isAnswer())
        .map(reply -> reply.getKey().question())
        .collect(Collectors.toSet());
  }

  /** Those that put a question that was answered before. */
  synchronized List<Call> paidTwice() {
    var paid = new HashSet<Question>();
    var twice = new ArrayList<Call>();
    for (var call : calls) {
      if (paid.contains(call.question())) {
        twice.add(call);
      }
      if (replies.getOrDefault(call, StubReply.DOWN).isAnswer()) {
        paid.add(call.question());
      }
    }
    return twice;
  }

  /** How many calls came to each. */
  synchronized Map<String, Long> perProvider() {
    return perProvider(calls.stream().map(Call::question));
  }

  /** How many of the questions are to each. */
  static Map<String, Long> perProvider(Stream<Question> questions) {
    return questions.collect(
        Collectors.groupingBy(Question::provider, TreeMap::new, Collectors.counting()));
  }
}
