package enrichment.cli.send;

import enrichment.cli.kit.CliException;
import enrichment.cli.kit.Texts;
import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * The rows that cannot be used. All of them go into a file, if there is one: line, reason, and the
 * row as it was. The first are told to the person too.
 */
final class Rejects implements Closeable {

  private static final int MOST_TOLD = 20;

  private final @Nullable Path path;
  private final @Nullable CSVPrinter file;
  private final OutputForm form;
  private final List<String> told = new ArrayList<>();
  private long count;

  private Rejects(@Nullable Path path, @Nullable CSVPrinter file, OutputForm form) {
    this.path = path;
    this.form = form;
    this.file = file;
  }

  static Rejects open(@Nullable Path path, List<String> headings, OutputForm form) {
    if (path == null) {
      return new Rejects(null, null, form);
    }
    try {
      var text = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
      form.begin(text);
      var file = new CSVPrinter(text, CSVFormat.RFC4180);
      file.print("line");
      file.print("reason");
      file.printRecord(form.cells(headings.stream()));
      return new Rejects(path, file, form);
    } catch (IOException e) {
      throw unwritable(path);
    }
  }

  void add(Row row, String reason) {
    count++;
    if (told.size() < MOST_TOLD) {
      told.add("Line %d: %s".formatted(row.line(), Texts.printable(reason)));
    }
    if (file != null) {
      try {
        file.print(row.line());
        file.printRecord(form.cells(Stream.concat(Stream.of(reason), row.fields().stream())));
      } catch (IOException e) {
        throw unwritable(path);
      }
    }
  }

  long count() {
    return count;
  }

  void tell(PrintWriter out) {
    told.forEach(out::println);
    if (count > told.size()) {
      out.printf(
          "and %,d more%s%n",
          count - told.size(), path == null ? "; --rejects FILE lists them all" : ", see " + path);
    }
    out.flush();
  }

  private static CliException unwritable(@Nullable Path path) {
    return CliException.failed("The file %s cannot be written.".formatted(path));
  }

  @Override
  public void close() {
    if (file != null) {
      try {
        file.close(true);
      } catch (IOException e) {
        throw unwritable(path);
      }
    }
  }
}
