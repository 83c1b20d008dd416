package enrichment.standalone;

import enrichment.store.directory.DirectoryPerson;
import enrichment.store.directory.ImportCounts;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Imports people into the directory from CSV (RFC 4180, UTF-8 with or without a byte order mark).
 * The first line names the columns, see {@link DirectoryColumns}. A row that cannot be used is
 * refused and the rest goes on; what makes the file as a whole unreadable stops the import, and
 * what came before it stays imported.
 */
public final class DirectoryImport {
  private static final int CHUNK = 1_000;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  // Empty lines are records, so that every record's line is known.
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final Function<List<DirectoryPerson>, ImportCounts> upsert;

  /**
   * @param upsert writes some people to the directory, as {@link
   *     enrichment.store.directory.Directory#upsert}
   */
  public DirectoryImport(Function<List<DirectoryPerson>, ImportCounts> upsert) {
    this.upsert = upsert;
  }

  /**
   * Reads to the end, a thousand people in memory at a time; the stream is left open.
   *
   * @throws UncheckedIOException if the stream cannot be read
   */
  public DirectoryImportReport importFrom(InputStream csv) {
    DirectoryImportReport.Builder report = new DirectoryImportReport.Builder();
    // Bytes that are not UTF-8 become U+FFFD, for which the row is refused.
    RecordLimitReader text =
        new RecordLimitReader(
            withoutByteOrderMark(
                new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8))));
    try {
      // Not closed: that would close the stream, which is the caller's.
      @SuppressWarnings("resource")
      CSVParser parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get();
      new Run(parser, text, report).importAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return report.build();
  }

  private static Reader withoutByteOrderMark(BufferedReader reader) {
    try {
      reader.mark(1);
      if (reader.read() != BYTE_ORDER_MARK) {
        reader.reset();
      }
      return reader;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One file's import. */
  private final class Run {
    private final CSVParser parser;
    private final Iterator<CSVRecord> records;
    private final RecordLimitReader text;
    private final DirectoryImportReport.Builder report;
    private final List<DirectoryPerson> chunk = new ArrayList<>(CHUNK);
    private long line = 1;

    Run(CSVParser parser, RecordLimitReader text, DirectoryImportReport.Builder report) {
      this.parser = parser;
      this.records = parser.iterator();
      this.text = text;
      this.report = report;
    }

    void importAll() {
      try {
        if (!hasNext()) {
          throw new DirectoryRowException(
              "the file is empty; the first line must name the columns");
        }
        DirectoryColumns columns = DirectoryColumns.of(records.next());
        while (hasNext()) {
          importRow(columns, records.next());
        }
      } catch (DirectoryRowException e) {
        report.stop(line, e.getMessage());
      }
      flush();
    }

    private void importRow(DirectoryColumns columns, CSVRecord row) {
      if (row.size() == 1 && row.get(0).isBlank()) {
        return;
      }
      try {
        chunk.add(DirectoryRow.person(columns, row));
      } catch (DirectoryRowException e) {
        report.refuse(line, e.getMessage());
        return;
      }
      if (chunk.size() == CHUNK) {
        flush();
      }
    }

    private boolean hasNext() {
      line = parser.getCurrentLineNumber() + 1;
      text.startRecord();
      try {
        return records.hasNext();
      } catch (UncheckedIOException e) {
        if (e.getCause() instanceof CSVException) {
          throw new DirectoryRowException(
              "malformed CSV: a quote is not closed, or not the whole field is quoted");
        }
        if (e.getCause() instanceof RecordLimitReader.RecordTooLongException) {
          throw new DirectoryRowException(
              "malformed CSV: a row has no end; a quote may not be closed");
        }
        throw e;
      }
    }

    private void flush() {
      if (!chunk.isEmpty()) {
        report.add(upsert.apply(List.copyOf(chunk)));
        chunk.clear();
      }
    }
  }
}
