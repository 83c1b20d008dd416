package enrichment.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A webhook endpoint that accepts connections, and never answers. */
final class SilentReceiver implements AutoCloseable {

  private final ServerSocket server;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();

  private SilentReceiver(ServerSocket server) {
    this.server = server;
  }

  static SilentReceiver start() throws IOException {
    // Another host than the healthy receiver's: what is limited is limited by host.
    var receiver = new SilentReceiver(new ServerSocket(0, 500, InetAddress.getByName("127.0.0.2")));
    Thread.ofVirtual().start(receiver::accept);
    return receiver;
  }

  private void accept() {
    try {
      while (true) {
        connections.add(server.accept());
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  String url() {
    return "http://127.0.0.2:%d/hook".formatted(server.getLocalPort());
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var connection : connections) {
      connection.close();
    }
  }
}
