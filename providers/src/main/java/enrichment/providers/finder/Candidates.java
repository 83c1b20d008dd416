package enrichment.providers.finder;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The local parts that a person's address may have. */
final class Candidates {

  /** Each costs the mail exchanger an answer; the rest is not likely enough to ask for. */
  static final int MOST = 24;

  /**
   * By how many patterns a spelling other than the likeliest comes later: first.last of the second
   * spelling is about as likely as the third pattern of the first.
   */
  private static final int SPELLING_PENALTY = 2;

  /**
   * The likeliest, most likely first.
   *
   * @param learnt what is known of the domain; its candidates come before all others
   */
  static List<Candidate> likeliest(
      String firstName, String lastName, Optional<AddressPattern> learnt) {
    var all = all(firstName, lastName);
    return Stream.concat(
            all.stream().filter(candidate -> learnt.stream().anyMatch(candidate.pattern()::equals)),
            all.stream())
        .distinct()
        .limit(MOST)
        .toList();
  }

  /** Whatever the name gives, each once, most likely first. */
  static List<Candidate> all(String firstName, String lastName) {
    var drafts = new ArrayList<Draft>();
    var penalty = 0;
    for (var spelling : Romanization.of(firstName + " " + lastName)) {
      draft(
          drafts,
          penalty,
          GivenNames.variants(firstName, spelling),
          FamilyNames.variants(lastName, spelling));
      penalty += SPELLING_PENALTY;
    }
    drafts.sort(Comparator.comparingInt(Draft::penalty));
    var seen = new HashSet<String>();
    var candidates = new ArrayList<Candidate>();
    for (var draft : drafts) {
      if (LocalPart.isValid(draft.localPart()) && seen.add(draft.localPart())) {
        candidates.add(new Candidate(candidates.size(), draft.pattern(), draft.localPart()));
      }
    }
    return List.copyOf(candidates);
  }

  private static void draft(
      List<Draft> drafts, int penalty, List<NameVariant> firsts, List<NameVariant> lasts) {
    for (int first = 0; first < firsts.size(); first++) {
      for (int last = 0; last < lasts.size(); last++) {
        for (var pattern : AddressPattern.values()) {
          drafts.add(
              new Draft(
                  penalty + SPELLING_PENALTY * (first + last) + pattern.ordinal(),
                  pattern,
                  pattern.apply(firsts.get(first), lasts.get(last))));
        }
      }
    }
  }

  private record Draft(int penalty, AddressPattern pattern, String localPart) {}

  private Candidates() {}
}
