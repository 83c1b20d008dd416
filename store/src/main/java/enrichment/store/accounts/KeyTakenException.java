package enrichment.store.accounts;

/** Another request with the same idempotency key came first. Whatever was begun is taken back. */
public final class KeyTakenException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  KeyTakenException() {
    // An answer, not a failure: nobody reads its stack.
    super("Another request has taken the key", null, false, false);
  }
}
