package enrichment.store.sql;

/**
 * What was asked for was there, and was erased, or purged when its time was over. Only its owner is
 * told so.
 */
public final class GoneException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private GoneException() {
    // No stack trace: it is an answer.
    super("It was erased", null, false, false);
  }

  public static void throwIf(boolean gone) {
    if (gone) {
      throw new GoneException();
    }
  }
}
