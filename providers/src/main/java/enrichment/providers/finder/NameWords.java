package enrichment.providers.finder;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A name taken apart into words, and these into the parts between their hyphens. */
final class NameWords {

  private static final Pattern ASIDES = Pattern.compile("\\(.*?\\)|\".*?\"|“.*?”|«.*?»");
  private static final Pattern SPACES = Pattern.compile("[\\s,;・·_/]+");
  private static final Pattern HYPHENS = Pattern.compile("[-‐‑–—゠]+");

  private static final Set<String> TITLES =
      Set.of(
          "dr",
          "prof",
          "mr",
          "mrs",
          "ms",
          "mx",
          "miss",
          "sir",
          "dame",
          "herr",
          "frau",
          "ing",
          "dipl",
          "dipl-ing",
          "mag",
          "dott",
          "dra",
          "prof-dr",
          "mme",
          "mlle",
          "sra",
          "rev",
          "hon",
          "don",
          "doña");

  private static final Set<String> SUFFIXES =
      Set.of(
          "jr", "sr", "jnr", "snr", "ii", "iii", "iv", "phd", "dphil", "md", "mba", "msc", "bsc",
          "esq", "cpa", "cfa", "pmp", "cissp", "dds", "rn", "llm", "llb", "jd", "obe", "mbe", "cbe",
          "freng", "júnior", "filho", "neto");

  /** Words of one part or more, in their order, without titles and what follows a name. */
  static List<List<String>> of(String name) {
    var words =
        SPACES
            .splitAsStream(ASIDES.matcher(name).replaceAll(" "))
            .flatMap(NameWords::withoutDots)
            .filter(word -> !word.isEmpty())
            .toList();
    int from = 0;
    int to = words.size();
    while (to - from > 1 && TITLES.contains(lower(words.get(from)))) {
      from++;
    }
    while (to - from > 1 && SUFFIXES.contains(lower(words.get(to - 1)))) {
      to--;
    }
    return words.subList(from, to).stream()
        .map(word -> Arrays.stream(HYPHENS.split(word)).filter(part -> !part.isEmpty()).toList())
        .filter(parts -> !parts.isEmpty())
        .toList();
  }

  /** "Ph.D." is one word, "J.R." and "Dr.Jane" are two. */
  private static Stream<String> withoutDots(String word) {
    var joined = word.replace(".", "");
    return SUFFIXES.contains(lower(joined)) || TITLES.contains(lower(joined))
        ? Stream.of(joined)
        : Arrays.stream(word.split("\\."));
  }

  static String lower(String word) {
    return word.toLowerCase(Locale.ROOT);
  }

  private NameWords() {}
}
