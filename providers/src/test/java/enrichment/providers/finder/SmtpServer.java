package enrichment.providers.finder;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLSocket;

/** A mail exchanger on loopback that answers by its script. */
final class SmtpServer implements AutoCloseable {

  private final ServerSocket listener;
  private final SmtpScript script;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final AtomicInteger connected = new AtomicInteger();
  private final AtomicInteger mostAtATime = new AtomicInteger();

  SmtpServer(String address, int port, SmtpScript script) throws IOException {
    this.script = script;
    this.listener = new ServerSocket(port, 1000, InetAddress.getByName(address));
    Thread.ofVirtual().start(this::accept);
  }

  /** What was said to it, in all connections; {@code (pipelined)} before what came too early. */
  List<String> lines() {
    return List.copyOf(lines);
  }

  List<String> lines(String verb) {
    return lines.stream().filter(line -> line.startsWith(verb)).toList();
  }

  int connected() {
    return connected.get();
  }

  int mostAtATime() {
    return mostAtATime.get();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (var connection : connections) {
      connection.close();
    }
  }

  private void accept() {
    try {
      while (true) {
        var connection = listener.accept();
        connections.add(connection);
        connected.incrementAndGet();
        mostAtATime.accumulateAndGet(connections.size(), Math::max);
        Thread.ofVirtual().start(() -> serve(connection));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket plain) {
    try (plain) {
      converse(plain);
    } catch (IOException | InterruptedException e) {
      // The client has gone.
    } finally {
      connections.remove(plain);
    }
  }

  private void converse(Socket plain) throws IOException, InterruptedException {
    Socket channel = plain;
    var reader = reader(channel);
    int recipients = 0;
    var line = "";
    while (line != null) {
      var session = new SmtpScript.Session(channel instanceof SSLSocket, recipients);
      var answer = script.answer(line, session);
      if (reader.ready()) {
        lines.add("(pipelined)");
      }
      if (line.equals("QUIT")) {
        // Whoever has read the answer may connect again before this connection is closed.
        connections.remove(plain);
      }
      if (!say(channel.getOutputStream(), answer)) {
        return;
      }
      if (line.equals("STARTTLS") && answer.startsWith("220")) {
        channel = TestTls.accept(plain);
        reader = reader(channel);
      }
      recipients += line.startsWith("RCPT") ? 1 : 0;
      if (line.equals("QUIT") || answer.startsWith("421")) {
        return;
      }
      line = reader.readLine();
      if (line != null) {
        lines.add(line);
      }
    }
  }

  /**
   * @return whether the connection goes on
   */
  private static boolean say(OutputStream out, String answer)
      throws IOException, InterruptedException {
    switch (answer) {
      case SmtpScript.DROP -> {
        return false;
      }
      case SmtpScript.SILENCE -> Thread.sleep(60_000);
      case SmtpScript.DRIP -> {
        while (true) {
          write(out, "2");
          Thread.sleep(50);
        }
      }
      case SmtpScript.ENDLESS_LINE -> {
        while (true) {
          write(out, "250 " + "x".repeat(10_000));
        }
      }
      case SmtpScript.ENDLESS_LINES -> {
        while (true) {
          write(out, "250-more\r\n".repeat(1000));
        }
      }
      case SmtpScript.BROKEN_TLS -> {
        write(out, answer + "\r\n");
        Thread.sleep(50);
        write(out, "this is no TLS\r\n".repeat(10));
        return false;
      }
      default -> write(out, answer + "\r\n");
    }
    return true;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
  }
}
