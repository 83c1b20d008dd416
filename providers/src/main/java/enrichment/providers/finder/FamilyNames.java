package enrichment.providers.finder;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How family names are written in addresses. */
final class FamilyNames {

  private static final Set<String> PARTICLES =
      Set.of(
          "van", "der", "den", "de", "la", "las", "los", "le", "del", "della", "dello", "delle",
          "degli", "di", "da", "do", "dos", "das", "du", "des", "von", "vom", "zu", "zum", "zur",
          "und", "y", "e", "i", "bin", "ibn", "bint", "al", "el", "abu", "abd", "ben", "ter", "ten",
          "te", "’t", "'t", "op", "af", "av", "o", "mc", "mac", "st", "saint", "san", "santa");

  private static final Pattern APOSTROPHE =
      Pattern.compile("(\\p{IsLatin}{1,2})['’ʼ`´](\\p{IsLatin}+)");

  /** The usual way first; empty where nothing can be read. */
  static List<NameVariant> variants(String name, Romanization spelling) {
    var words = NameWords.of(name);
    var all = words.stream().flatMap(List::stream).toList();
    int particles = particles(all);
    boolean hyphenated = words.stream().skip(particles).anyMatch(word -> word.size() > 1);
    var whole = written(all, spelling);
    var core = written(all.subList(particles, all.size()), spelling);
    if (core.isEmpty()) {
      return List.of();
    }
    var ways = new ArrayList<String>();
    if (whole.size() > core.size()) {
      // Van der Berg: vanderberg, berg.
      ways.add(String.join("", whole));
    }
    if (core.size() == 1) {
      ways.add(core.getFirst());
    } else if (hyphenated) {
      ways.addAll(List.of(String.join("-", core), String.join("", core)));
      ways.addAll(List.of(core.getFirst(), core.getLast()));
    } else {
      // García Márquez: most go by the first, but in Portuguese by the last.
      ways.addAll(List.of(core.getFirst(), String.join("", core), core.getLast()));
      ways.addAll(List.of(String.join("-", core), String.join(".", core)));
    }
    if (whole.size() > core.size()) {
      ways.addAll(List.of(String.join("-", whole), String.join(".", whole)));
    }
    return Stream.concat(ways.stream(), withApostrophe(all, spelling))
        .distinct()
        .map(NameVariant::of)
        .toList();
  }

  /** How many words before the name itself are particles; a name of nothing else has none. */
  private static int particles(List<String> parts) {
    int count = 0;
    while (count < parts.size() && PARTICLES.contains(NameWords.lower(parts.get(count)))) {
      count++;
    }
    return count < parts.size() ? count : 0;
  }

  private static List<String> written(List<String> parts, Romanization spelling) {
    return parts.stream().map(spelling::write).filter(part -> !part.isEmpty()).toList();
  }

  /** RFC 5321 allows it, and some companies keep it: o'brien. */
  private static Stream<String> withApostrophe(List<String> parts, Romanization spelling) {
    if (parts.size() != 1) {
      return Stream.empty();
    }
    var matcher = APOSTROPHE.matcher(parts.getFirst());
    return matcher.matches()
        ? Stream.of(spelling.write(matcher.group(1)) + "'" + spelling.write(matcher.group(2)))
        : Stream.empty();
  }

  private FamilyNames() {}
}
