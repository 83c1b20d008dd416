package enrichment.providers.finder;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Closes connections at their deadlines. A read timeout would not do: a server that says one byte
 * now and then, or a TLS handshake of many small reads, starts it again each time.
 */
final class Watchdog implements AutoCloseable {

  private static final ScheduledThreadPoolExecutor TIMER = timer();

  private final Runnable cancel;

  private Watchdog(Runnable cancel) {
    this.cancel = cancel;
  }

  /** Watches until it is closed. */
  static Watchdog over(Socket socket, Deadline deadline) {
    var task =
        TIMER.schedule(() -> cut(socket), deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    return new Watchdog(() -> task.cancel(false));
  }

  @Override
  public void close() {
    cancel.run();
  }

  /** Abruptly, since an orderly end waits for the peer. */
  private static void cut(Socket socket) {
    try (socket) {
      socket.setSoLinger(true, 0);
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static ScheduledThreadPoolExecutor timer() {
    var timer =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("smtp-deadlines").factory());
    timer.setRemoveOnCancelPolicy(true);
    return timer;
  }
}
