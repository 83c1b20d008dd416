package enrichment.api;

import java.io.IOException;
import java.net.ServerSocket;

/** Another process listens on the API's port; the message says so to whoever started this one. */
public final class PortTakenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Refuses at once what would else be told when all the rest has been started.
   *
   * @param port 0 for any that is free
   * @throws PortTakenException when another process listens there
   */
  public static void check(int port) {
    try {
      new ServerSocket(port).close();
    } catch (IOException e) {
      throw new PortTakenException(port);
    }
  }

  PortTakenException(int port) {
    super("HTTP_PORT %d is taken by another process, or needs privileges.".formatted(port));
  }
}
