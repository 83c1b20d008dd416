package enrichment.standalone;

import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How many results have arrived: a bar on a terminal, plain lines elsewhere. */
interface DemoProgress extends AutoCloseable {

  void show(int received);

  @Override
  void close();

  static DemoProgress of(int contacts) {
    return System.getenv("TERM") != null && isTerminal() ? new Bar(contacts) : new Lines(contacts);
  }

  private static boolean isTerminal() {
    // From Java 22 on a console exists without a terminal too, and only isTerminal() tells.
    var console = System.console();
    if (console == null) {
      return false;
    }
    try {
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  /** A bar that is drawn over and over in one line. */
  final class Bar implements DemoProgress {

    private final ProgressBar bar;

    Bar(int contacts) {
      bar =
          new ProgressBarBuilder()
              .setTaskName("Delivered")
              .setInitialMax(contacts)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(50)
              .build();
    }

    @Override
    public void show(int received) {
      bar.stepTo(received);
    }

    @Override
    public void close() {
      bar.close();
    }
  }

  /** A line whenever another tenth has arrived. */
  final class Lines implements DemoProgress {

    private final int contacts;
    private int tenthsShown;

    Lines(int contacts) {
      this.contacts = contacts;
    }

    @Override
    public void show(int received) {
      var tenths = received * 10 / contacts;
      if (tenths > tenthsShown) {
        tenthsShown = tenths;
        System.out.printf("Delivered %d of %d%n", received, contacts);
      }
    }

    @Override
    public void close() {}
  }
}
