package enrichment.standalone;

import enrichment.store.directory.Directory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fills the directory from a CSV file, also while another process runs on the same data. */
final class ImportCommand {

  private static final int CONNECTIONS = 2;

  static int run(StandaloneConfig config, String name) {
    var file = Path.of(name);
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UnusableException("There is no file to read at " + file.toAbsolutePath());
    }
    try (var data = DataDirectory.open(config.dataDir());
        var postgres = StandalonePostgres.start(config, data);
        var database = postgres.open(CONNECTIONS);
        var csv = Files.newInputStream(file)) {
      var report = new DirectoryImport(new Directory(database)::upsert).importFrom(csv);
      System.out.print(report.text());
      return report.stopped() == null ? 0 : 1;
    } catch (UnusableException e) {
      throw e;
    } catch (RuntimeException e) {
      // Its type alone: the message quotes the row.
      throw new UnusableException(
          "The import stopped (%s); what came before stays imported."
              .formatted(e.getClass().getName()));
    } catch (IOException e) {
      throw new UnusableException("The file cannot be read: " + file.toAbsolutePath(), e);
    }
  }

  private ImportCommand() {}
}
