package enrichment.activities.webhooks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Listens where nobody should come. Whoever does is counted, and gets no answer. */
final class Trap implements AutoCloseable {

  private final List<ServerSocket> listeners = new ArrayList<>();
  private final List<InetAddress> visited = new CopyOnWriteArrayList<>();

  /** At a port of its own, on every address of this machine. */
  static Trap set() throws IOException {
    var trap = new Trap();
    trap.listen(new ServerSocket(0));
    return trap;
  }

  /** Also at these ports of the loopback address, unless they are taken or not for everybody. */
  void listenAt(Collection<Integer> ports) {
    for (var port : ports) {
      try {
        listen(new ServerSocket(port, 50, InetAddress.getLoopbackAddress()));
      } catch (IOException e) {
        // Then a visit there can't be counted.
      }
    }
  }

  int port() {
    return listeners.getFirst().getLocalPort();
  }

  /** The addresses of this machine where somebody came, visit by visit. */
  List<InetAddress> visited() {
    return visited;
  }

  private void listen(ServerSocket listener) {
    listeners.add(listener);
    Thread.ofVirtual().start(() -> receive(listener));
  }

  /** Visitors are counted before they are let go, so nobody who has been here is missed. */
  private void receive(ServerSocket listener) {
    try {
      while (true) {
        try (var visitor = listener.accept()) {
          visited.add(visitor.getLocalAddress());
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  @Override
  public void close() throws IOException {
    for (var listener : listeners) {
      listener.close();
    }
  }
}
