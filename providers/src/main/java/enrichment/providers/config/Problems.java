package enrichment.providers.config;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Everything that is wrong with a file, so that all of it can be told at once. */
final class Problems {

  private record Problem(Place place, String text) {}

  /** A definition that two others start from would be wrong twice. */
  private final SortedSet<Problem> found =
      new TreeSet<>(Comparator.comparing(Problem::place).thenComparing(Problem::text));

  void add(Place place, String text) {
    found.add(new Problem(place, text));
  }

  int count() {
    return found.size();
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidProvidersFileException(lines());
    }
  }

  private List<String> lines() {
    return found.stream().map(problem -> problem.place() + ": " + problem.text()).toList();
  }
}
