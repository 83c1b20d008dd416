package enrichment.cli.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts rows into batches, which depend on nothing but the rows. A batch has 100 contacts, or fewer
 * where they are too long for one request. The last one is not left with a single contact: the one
 * before gives it another.
 */
final class BatchReader {

  private static final int MOST_CONTACTS = 100;

  /** Of a body, of which the API takes 1 MiB; the rest is for what is not contacts. */
  private static final int MOST_BYTES = 1_000_000;

  private final Iterator<Row> rows;
  private final Consumer<Row> rejected;
  private final Deque<Row> ahead = new ArrayDeque<>();
  private int number;

  /**
   * @param rejected is told of each row that is no contact, before the batch that comes after it
   */
  BatchReader(Iterator<Row> rows, Consumer<Row> rejected) {
    this.rows = rows;
    this.rejected = rejected;
  }

  /** The next batch; null at the end. */
  @Nullable Batch next() {
    readAhead();
    if (ahead.isEmpty()) {
      return null;
    }
    var size = fitting();
    if (size > 1 && ahead.size() - size == 1) {
      size--;
    }
    var batch = new ArrayList<Row>(size);
    while (batch.size() < size) {
      batch.add(ahead.remove());
    }
    return new Batch(number++, batch);
  }

  /** Two more than a batch has, to know whether one of them would be alone. */
  private void readAhead() {
    while (ahead.size() < MOST_CONTACTS + 2 && rows.hasNext()) {
      var row = rows.next();
      if (row.isUsable()) {
        ahead.add(row);
      } else {
        rejected.accept(row);
      }
    }
  }

  private int fitting() {
    var size = 0;
    var bytes = 0L;
    for (var row : ahead) {
      bytes += row.bytes() + 1;
      if (size == MOST_CONTACTS || (size > 0 && bytes > MOST_BYTES)) {
        break;
      }
      size++;
    }
    return size;
  }
}
