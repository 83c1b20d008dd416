package enrichment.store.plans;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Every place in the source where a statement is given to Jdbi. */
final class StatementSources {

  private static final Path SOURCE = Path.of("src/main/java");

  private static final Pattern CALL =
      Pattern.compile("\\.(createQuery|createUpdate|createCall|createScript|prepareBatch)\\(");

  /** What runs a text at once is not seen: no statement is made that way. */
  private static final Pattern UNSEEN =
      Pattern.compile("(handle|Handle)\\s*\\.(execute|select)\\(");

  private static final Set<String> SITES = read();

  static Set<String> all() {
    return SITES;
  }

  static boolean has(String site) {
    return SITES.contains(site);
  }

  private static Set<String> read() {
    var sites = new TreeSet<String>();
    // Other modules run these classes too, where the source is not at hand.
    if (!Files.isDirectory(SOURCE.resolve("enrichment/store"))) {
      return sites;
    }
    try (var files = Files.walk(SOURCE)) {
      for (var file : files.filter(path -> path.toString().endsWith(".java")).toList()) {
        var lines = Files.readAllLines(file);
        for (var i = 0; i < lines.size(); i++) {
          if (UNSEEN.matcher(lines.get(i)).find()) {
            throw new IllegalStateException(file + ":" + (i + 1) + " runs a statement unseen");
          }
          if (CALL.matcher(lines.get(i)).find()) {
            sites.add(file.getFileName() + ":" + (i + 1));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sites;
  }

  private StatementSources() {}
}
