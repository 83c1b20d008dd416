package enrichment.activities.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A webhook endpoint that behaves as badly as it is told to: a bare socket with a script. */
final class StubReceiver implements AutoCloseable {

  /** What it does with a connection once it has read a request. */
  interface Script {
    void answer(Socket connection) throws IOException, InterruptedException;

    default Script then(Script next) {
      return connection -> {
        answer(connection);
        next.answer(connection);
      };
    }
  }

  /** What a script throws to reset its connection. */
  private static final class Reset extends IOException {
    private static final long serialVersionUID = 1;
  }

  private interface Tls {
    Socket over(Socket connection) throws IOException;
  }

  private final ServerSocket server;
  private final @Nullable Tls tls;
  private final boolean deaf;
  private volatile Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new ArrayList<>();

  private StubReceiver(ServerSocket server, @Nullable Tls tls, boolean deaf, Script script) {
    this.server = server;
    this.tls = tls;
    this.deaf = deaf;
    this.script = script;
  }

  static StubReceiver start(Script script) {
    return start(null, false, script);
  }

  /**
   * @param protocol as in {@code TLSv1.3}
   */
  static StubReceiver startTls(TestCertificate certificate, String protocol, Script script) {
    return start(connection -> certificate.secure(connection, protocol), false, script);
  }

  /**
   * Runs its script on every connection at once, whatever is said to it, though its URL is https.
   */
  static StubReceiver startDeaf(Script script) {
    return start(null, true, script);
  }

  private static StubReceiver start(@Nullable Tls tls, boolean deaf, Script script) {
    try {
      var server = new ServerSocket(0, 500, InetAddress.getLoopbackAddress());
      var receiver = new StubReceiver(server, tls, deaf, script);
      Thread.ofVirtual().start(receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with this status line's code, no body, and whatever headers are given. */
  static Script status(int status, String... headers) {
    return says(
        "HTTP/1.1 "
            + status
            + " Whatever\r\nContent-Length: 0\r\n"
            + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
            + "\r\n");
  }

  static Script says(String text) {
    return says(text.getBytes(StandardCharsets.US_ASCII));
  }

  static Script says(byte[] bytes) {
    return connection -> connection.getOutputStream().write(bytes);
  }

  static Script repeats(String text) {
    var once = says(text);
    return connection -> {
      while (true) {
        once.answer(connection);
      }
    };
  }

  /** Says something every now and then, so that no timeout between two packets ever strikes. */
  static Script drips(String drop) {
    var once = says(drop);
    return connection -> {
      while (true) {
        once.answer(connection);
        TimeUnit.MILLISECONDS.sleep(50);
      }
    };
  }

  static void saysNothing(Socket connection) throws InterruptedException {
    new CountDownLatch(1).await();
  }

  static void resets(Socket connection) throws Reset {
    throw new Reset();
  }

  /** From the next request on. */
  void willAnswer(Script next) {
    script = next;
  }

  String url() {
    var scheme = tls == null && !deaf ? "http" : "https";
    return scheme + "://127.0.0.1:" + server.getLocalPort() + "/hook";
  }

  int port() {
    return server.getLocalPort();
  }

  /** The requests that came, headers and body. */
  List<String> requests() {
    return requests;
  }

  int connections() {
    synchronized (connections) {
      return connections.size();
    }
  }

  private void accept() {
    try {
      while (true) {
        var connection = server.accept();
        synchronized (connections) {
          connections.add(connection);
        }
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      try {
        converse(tls == null ? connection : tls.over(connection));
      } catch (Reset e) {
        connection.setSoLinger(true, 0);
      }
    } catch (IOException e) {
      // The client has gone away, as it should with some scripts.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void converse(Socket connection) throws IOException, InterruptedException {
    if (deaf) {
      script.answer(connection);
      return;
    }
    while (true) {
      requests.add(readRequest(connection.getInputStream()));
      script.answer(connection);
    }
  }

  private static String readRequest(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      var next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.append((char) next);
    }
    var length =
        head.toString()
            .lines()
            .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(0);
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    synchronized (connections) {
      for (var connection : connections) {
        connection.close();
      }
    }
  }
}
