package enrichment.temporal;

import io.grpc.StatusRuntimeException;

/** The Temporal server does not let a worker begin; the message says why, in one sentence. */
public final class TemporalUnusableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param server which it is, in words
   */
  public TemporalUnusableException(StatusRuntimeException cause, String server) {
    super(sentence(cause) + ": " + server, cause);
  }

  private static String sentence(StatusRuntimeException cause) {
    return switch (cause.getStatus().getCode()) {
      case NOT_FOUND -> "Temporal has no such namespace";
      case UNAUTHENTICATED, PERMISSION_DENIED -> "Temporal does not admit this client";
      default -> "Temporal cannot be reached";
    };
  }
}
