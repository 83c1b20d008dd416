package enrichment.activities.lookups;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/** What stands between a program and PostgreSQL, and fails as networks and servers do. */
final class FaultyPostgres implements AutoCloseable {

  /** What happens to connections. */
  enum Fault {
    NONE,
    /** All are cut, and new ones can be had. */
    CUT,
    /** All are cut, and for a while there are no new ones. */
    AWAY,
    /** The next change is made, and its connection is cut before any word of it comes back. */
    COMMIT_WITHOUT_A_WORD
  }

  private static final Duration AWAY = Duration.ofMillis(1_500);

  /** A change that is made: what it did, and that no transaction is open (ReadyForQuery, "I"). */
  private static final Pattern MADE =
      Pattern.compile("(INSERT 0 |UPDATE |COMMIT).*Z\0\0\0\u0005I$", Pattern.DOTALL);

  private final ServerSocket listening;
  private final int server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicBoolean withoutAWord = new AtomicBoolean();
  private volatile long awayUntil = System.nanoTime();

  private FaultyPostgres(int server) throws IOException {
    this.server = server;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  /**
   * @param server the port of the real one, on this machine
   */
  static FaultyPostgres before(int server) throws IOException {
    return new FaultyPostgres(server);
  }

  int port() {
    return listening.getLocalPort();
  }

  void happen(Fault fault) {
    switch (fault) {
      case NONE -> {}
      case CUT -> cut();
      case AWAY -> {
        awayUntil = System.nanoTime() + AWAY.toNanos();
        cut();
      }
      case COMMIT_WITHOUT_A_WORD -> withoutAWord.set(true);
    }
  }

  private void cut() {
    open.forEach(FaultyPostgres::close);
    open.clear();
  }

  private void accept() {
    try {
      while (true) {
        var client = listening.accept();
        if (System.nanoTime() - awayUntil < 0) {
          close(client);
          continue;
        }
        var behind = new Socket(InetAddress.getLoopbackAddress(), server);
        open.addAll(List.of(client, behind));
        Thread.startVirtualThread(() -> pump(client, behind, false));
        Thread.startVirtualThread(() -> pump(behind, client, true));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    try (from;
        to) {
      pump(from.getInputStream(), to.getOutputStream(), answers);
    } catch (IOException e) {
      // One side is gone, so the other goes too.
    }
  }

  private void pump(InputStream from, OutputStream to, boolean answers) throws IOException {
    var buffer = new byte[65_536];
    for (var read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      if (answers
          && withoutAWord.get()
          && MADE.matcher(new String(buffer, 0, read, StandardCharsets.ISO_8859_1)).find()
          && withoutAWord.getAndSet(false)) {
        return;
      }
      to.write(buffer, 0, read);
      to.flush();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is gone.
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    cut();
  }
}
