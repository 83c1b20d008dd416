package enrichment.cli.send;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a CSV (RFC 4180, UTF-8 with or without a byte order mark), one in memory at a time.
 * Empty lines are none.
 */
final class PeopleReader implements Iterator<Row>, Closeable {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  // Empty lines are records, so that every record's line is known.
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setIgnoreEmptyLines(false).get();

  private final RecordLimitReader text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final boolean hasByteOrderMark;
  private final Columns columns;
  private final RowReader rows;
  private long line;
  private @Nullable Row next;

  /**
   * @throws UnusableFileException when it is no CSV, or lacks columns that the type needs
   * @throws UncheckedIOException when it cannot be read
   */
  PeopleReader(InputStream csv, EnrichmentType type) {
    try {
      // Bytes that are not UTF-8 become U+FFFD, for which the row is rejected.
      var reader = new BufferedReader(new InputStreamReader(csv, StandardCharsets.UTF_8));
      reader.mark(1);
      hasByteOrderMark = reader.read() == BYTE_ORDER_MARK;
      if (!hasByteOrderMark) {
        reader.reset();
      }
      text = new RecordLimitReader(reader);
      parser = CSVParser.builder().setReader(text).setFormat(FORMAT).get();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    records = parser.iterator();
    if (!hasRecord()) {
      throw new UnusableFileException(1, "the file is empty; the first line must name the columns");
    }
    columns = new Columns(records.next().toList(), type);
    rows = new RowReader(columns, type);
    next = readNext();
  }

  Columns columns() {
    return columns;
  }

  boolean hasByteOrderMark() {
    return hasByteOrderMark;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public Row next() {
    var row = next;
    if (row == null) {
      throw new NoSuchElementException();
    }
    next = readNext();
    return row;
  }

  private @Nullable Row readNext() {
    while (hasRecord()) {
      var row = records.next();
      if (row.size() > 1 || !row.get(0).isBlank()) {
        return rows.read(line, row.toList());
      }
    }
    return null;
  }

  private boolean hasRecord() {
    line = parser.getCurrentLineNumber() + 1;
    text.startRecord();
    try {
      return records.hasNext();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof CSVException) {
        throw new UnusableFileException(
            line, "malformed CSV: a quote is not closed, or not the whole field is quoted");
      }
      if (e.getCause() instanceof RecordLimitReader.RecordTooLongException) {
        throw new UnusableFileException(
            line, "malformed CSV: the row has no end; a quote may not be closed");
      }
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
