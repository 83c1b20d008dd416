package enrichment.standalone;

/** Something that the person who started this process can put right; the message says what. */
final class UnusableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnusableException(String message) {
    super(message);
  }

  UnusableException(String message, Throwable cause) {
    super(message, cause);
  }
}
