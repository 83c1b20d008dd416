package enrichment.providers.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant who wrote something that is not known. */
final class Suggestion {

  /** The rest of a sentence: {@code ; did you mean timeout?}, or nothing. */
  static String among(Collection<String> known, String written) {
    return closest(known, written).map(name -> "; did you mean " + name + "?").orElse("");
  }

  private static Optional<String> closest(Collection<String> known, String written) {
    return known.stream()
        .filter(name -> distance(name, written) <= 1 + written.length() / 4)
        .min(Comparator.comparingInt(name -> distance(name, written)));
  }

  /** How many letters have to be put in, taken out or changed (Levenshtein). */
  private static int distance(String one, String other) {
    var row = new int[other.length() + 1];
    for (var j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (var i = 1; i <= one.length(); i++) {
      var diagonal = row[0];
      row[0] = i;
      for (var j = 1; j < row.length; j++) {
        var changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[row.length - 1];
  }

  private Suggestion() {}
}
