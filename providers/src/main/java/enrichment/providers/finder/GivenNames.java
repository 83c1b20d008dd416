package enrichment.providers.finder;

import java.util.ArrayList;
import java.util.List;

/** How given names are written in addresses. */
final class GivenNames {

  /** The usual way first; empty where nothing can be read. */
  static List<NameVariant> variants(String name, Romanization spelling) {
    var words = NameWords.of(name);
    boolean hyphenated = !words.isEmpty() && words.getFirst().size() > 1;
    var parts =
        words.stream()
            .flatMap(List::stream)
            .map(spelling::write)
            .filter(part -> !part.isEmpty())
            .toList();
    if (parts.isEmpty()) {
      return List.of();
    }
    parts = withoutMiddleInitials(parts);
    var first = NameVariant.of(parts.getFirst());
    if (parts.size() == 1) {
      return List.of(first);
    }
    var initials = initials(parts);
    var joined = new NameVariant(String.join("", parts), initials);
    var dashed = new NameVariant(String.join("-", parts), first.initial());
    var variants = new ArrayList<NameVariant>();
    // A hyphen says that the names are one: Jean-Pierre, but Mary Ann and John Paul.
    variants.addAll(hyphenated ? List.of(dashed, joined, first) : List.of(first, joined, dashed));
    variants.add(new NameVariant(initials, initials));
    return variants;
  }

  private static List<String> withoutMiddleInitials(List<String> parts) {
    if (parts.getFirst().length() == 1) {
      return parts;
    }
    return parts.stream().filter(part -> part.length() > 1).toList();
  }

  private static String initials(List<String> parts) {
    var initials = new StringBuilder();
    parts.forEach(part -> initials.append(part.charAt(0)));
    return initials.toString();
  }

  private GivenNames() {}
}
