package enrichment.activities.webhooks;

import java.io.IOException;

/** There was no whole answer before the deadline, however far the exchange had come. */
final class DeadlineExceededException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param cause how the exchange ended when it was cut off
   */
  DeadlineExceededException(Exception cause) {
    super(cause);
  }
}
