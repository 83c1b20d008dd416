package enrichment.standalone;

import enrichment.store.directory.Directory;
import enrichment.store.sql.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** The synthetic people that a standalone process comes with. */
final class SampleDirectory {

  /** Fills a directory in which there is nobody yet. */
  static void importIfEmpty(Database database) {
    if (new Directory(database).isEmpty()) {
      importInto(database);
    }
  }

  /** Brings them in, whoever else is there. */
  static void importInto(Database database) {
    try (var csv = open("directory.csv")) {
      new DirectoryImport(new Directory(database)::upsert).importFrom(csv);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A request for a batch of 100 contacts, most of whom are in the sample directory. */
  static InputStream batch() {
    return open("batch.json");
  }

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        SampleDirectory.class.getResourceAsStream("/sample/" + name), name);
  }

  private SampleDirectory() {}
}
