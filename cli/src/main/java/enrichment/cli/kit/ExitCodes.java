package enrichment.cli.kit;

/** What a process of this client ends with. */
public final class ExitCodes {

  public static final int DONE = 0;

  /** The server refused, or could not be reached, or a file cannot be used. */
  public static final int FAILED = 1;

  public static final int MISUSED = 2;

  /** Interrupted, out of credits, or some contacts failed. */
  public static final int LEFT_TO_DO = 3;

  private ExitCodes() {}
}
