package enrichment.cli.send;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/**
 * Ends a record that does not end by itself: a quote that is never closed would otherwise take the
 * rest of the file into memory.
 */
final class RecordLimitReader extends FilterReader {

  /** Far more than a row that the API takes; a parser's read-ahead counts too. */
  private static final int LIMIT = 1 << 18;

  private long sinceStart;

  RecordLimitReader(Reader reader) {
    super(reader);
  }

  void startRecord() {
    sinceStart = 0;
  }

  @Override
  public int read() throws IOException {
    var read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    var read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws RecordTooLongException {
    sinceStart += read;
    if (sinceStart > LIMIT) {
      throw new RecordTooLongException();
    }
  }

  static final class RecordTooLongException extends IOException {
    private static final long serialVersionUID = 1;
  }
}
