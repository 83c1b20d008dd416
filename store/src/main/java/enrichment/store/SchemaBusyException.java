package enrichment.store;

/**
 * The schema could not be brought up to date in time, since other transactions keep it locked.
 * Nothing is lost: the next start goes on where this one gave up. The message can be shown.
 */
public final class SchemaBusyException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SchemaBusyException(String message, Throwable cause) {
    super(message, cause);
  }
}
