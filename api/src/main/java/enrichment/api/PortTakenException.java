package enrichment.api;

/** Another process listens on the API's port; the message says so to whoever started this one. */
public final class PortTakenException extends RuntimeException {

  private static final long serialVersionUID = 1;

  PortTakenException(int port) {
    super("HTTP_PORT %d is taken by another process, or needs privileges.".formatted(port));
  }
}
