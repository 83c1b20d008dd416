package enrichment.activities;

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

/** A webhook endpoint that behaves as badly as it is told to: a bare socket with a script. */
final class StubReceiver implements AutoCloseable {

  /** What it does with a connection once it has read a request. */
  interface Script {
    void answer(Socket connection) throws IOException, InterruptedException;
  }

  private final ServerSocket server;
  private volatile Script script;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new ArrayList<>();

  private StubReceiver(ServerSocket server, Script script) {
    this.server = server;
    this.script = script;
  }

  static StubReceiver start(Script script) {
    try {
      var receiver =
          new StubReceiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
      Thread.ofVirtual().start(receiver::accept);
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers with this status line's code, no body, and whatever headers are given. */
  static Script status(int status, String... headers) {
    return connection ->
        write(
            connection,
            "HTTP/1.1 "
                + status
                + " Whatever\r\nContent-Length: 0\r\n"
                + String.join("", List.of(headers).stream().map(h -> h + "\r\n").toList())
                + "\r\n");
  }

  static void write(Socket connection, String text) throws IOException {
    connection.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    connection.getOutputStream().flush();
  }

  /** From the next request on. */
  void willAnswer(Script next) {
    script = next;
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/hook";
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
      while (true) {
        requests.add(readRequest(connection.getInputStream()));
        script.answer(connection);
      }
    } catch (IOException e) {
      // The client has gone away, as it should with some scripts.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
