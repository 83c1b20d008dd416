package enrichment.standalone;

import enrichment.store.directory.ImportCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What became of an import. It has no personal data in it: lines and reasons only.
 *
 * @param refusedRows how many rows were refused
 * @param refusals the first of them, {@link #MOST_REFUSALS} at most
 * @param stopped where and why the import ended before the end of the file; null if it did not
 */
public record DirectoryImportReport(
    ImportCounts counts, long refusedRows, List<Refusal> refusals, @Nullable Refusal stopped) {

  public static final int MOST_REFUSALS = 100;

  /** A line of the file, from 1, the header included, and what is wrong with the row there. */
  public record Refusal(long line, String reason) {}

  public DirectoryImportReport {
    refusals = List.copyOf(refusals);
  }

  /** Whether the whole file was read and every row of it was imported. */
  public boolean isComplete() {
    return refusedRows == 0 && stopped == null;
  }

  /** For a person at a terminal; several lines, the last one ended too. */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "Directory: %,d imported, %,d updated, %,d refused%n",
            counts.imported(),
            counts.updated(),
            refusedRows));
    for (Refusal refusal : refusals) {
      text.append(String.format(Locale.ROOT, "  line %d: %s%n", refusal.line(), refusal.reason()));
    }
    if (refusedRows > refusals.size()) {
      text.append(
          String.format(Locale.ROOT, "  and %,d more refused%n", refusedRows - refusals.size()));
    }
    if (stopped != null) {
      text.append(
          String.format(Locale.ROOT, "Stopped at line %d: %s%n", stopped.line(), stopped.reason()));
    }
    return text.toString();
  }

  static final class Builder {
    private final List<Refusal> refusals = new ArrayList<>();
    private ImportCounts counts = ImportCounts.NONE;
    private long refusedRows;
    private @Nullable Refusal stopped;

    void add(ImportCounts more) {
      counts = counts.plus(more);
    }

    void refuse(long line, String reason) {
      refusedRows++;
      if (refusals.size() < MOST_REFUSALS) {
        refusals.add(new Refusal(line, reason));
      }
    }

    void stop(long line, String reason) {
      stopped = new Refusal(line, reason);
    }

    DirectoryImportReport build() {
      return new DirectoryImportReport(counts, refusedRows, refusals, stopped);
    }
  }
}
