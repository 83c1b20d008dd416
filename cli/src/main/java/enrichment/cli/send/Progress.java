package enrichment.cli.send;

import enrichment.cli.kit.Confirmation;
import java.io.PrintWriter;
import java.time.Duration;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How many contacts have ended: a bar on a terminal, plain lines elsewhere. */
interface Progress extends AutoCloseable {

  void step(long contacts);

  /** Why it does not go on for a while; empty when it does. */
  void note(String text);

  @Override
  void close();

  static Progress of(long done, long total, PrintWriter lines) {
    return Confirmation.isTerminal() ? new Bar(done, total) : new Lines(done, total, lines);
  }

  /** A bar that is drawn over and over in one line of standard error. */
  final class Bar implements Progress {

    private final ProgressBar bar;

    Bar(long done, long total) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Enriched")
              .setInitialMax(total)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(200)
              .startsFrom(done, Duration.ZERO)
              .build();
    }

    @Override
    public void step(long contacts) {
      bar.setExtraMessage("");
      bar.stepBy(contacts);
    }

    @Override
    public void note(String text) {
      bar.setExtraMessage(text);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line whenever another tenth has ended, and when it stands still for another reason. */
  final class Lines implements Progress {

    private long done;
    private final long total;
    private final PrintWriter out;
    private long tenthsShown;
    private String noted = "";

    Lines(long done, long total, PrintWriter out) {
      this.done = done;
      this.total = total;
      this.out = out;
      tenthsShown = total == 0 ? 0 : done * 10 / total;
    }

    @Override
    public synchronized void step(long contacts) {
      done += contacts;
      var tenths = done * 10 / total;
      noted = "";
      if (tenths > tenthsShown) {
        tenthsShown = tenths;
        out.printf("Enriched %,d of %,d%n", done, total);
        out.flush();
      }
    }

    @Override
    public synchronized void note(String text) {
      if (!text.equals(noted)) {
        noted = text;
        out.println(text);
        out.flush();
      }
    }

    @Override
    public void close() {}
  }
}
