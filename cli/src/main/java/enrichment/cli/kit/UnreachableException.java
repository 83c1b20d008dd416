package enrichment.cli.kit;

/** No whole answer came, for as long as it was worth waiting for one. */
public final class UnreachableException extends CliException {

  private static final long serialVersionUID = 1;

  UnreachableException(String sentence) {
    super(ExitCodes.FAILED, sentence);
  }
}
