package enrichment.cli.send;

import enrichment.cli.kit.SpreadsheetText;
import java.io.IOException;
import java.io.Writer;
import java.util.stream.Stream;

/**
 * How what is written looks.
 *
 * @param raw whether cells are as they are; else none of them is a formula to a spreadsheet
 * @param bom whether files begin with a byte order mark
 */
record OutputForm(boolean raw, boolean bom) {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  Stream<String> cells(Stream<String> cells) {
    return raw ? cells : cells.map(SpreadsheetText::harmless);
  }

  /** Begins a file. */
  void begin(Writer text) throws IOException {
    if (bom) {
      text.write(BYTE_ORDER_MARK);
    }
  }

  OutputForm withBom(boolean also) {
    return new OutputForm(raw, bom || also);
  }
}
