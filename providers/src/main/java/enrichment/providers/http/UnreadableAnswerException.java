package enrichment.providers.http;

/** An answer is not made the way the definition says. */
final class UnreadableAnswerException extends Exception {

  private static final long serialVersionUID = 1;
}
