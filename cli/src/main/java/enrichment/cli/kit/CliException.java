package enrichment.cli.kit;

/** Ends a command; the message is one sentence for the person who gave it. */
public class CliException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final int exitCode;

  /**
   * @param exitCode one of {@link ExitCodes}
   */
  public CliException(int exitCode, String sentence) {
    super(sentence);
    this.exitCode = exitCode;
  }

  public static CliException failed(String sentence) {
    return new CliException(ExitCodes.FAILED, sentence);
  }

  public static CliException misused(String sentence) {
    return new CliException(ExitCodes.MISUSED, sentence);
  }

  public int exitCode() {
    return exitCode;
  }
}
