package enrichment.cli.send;

import enrichment.cli.kit.CliException;
import enrichment.cli.kit.ExitCodes;

/** The file as a whole cannot be read as the CSV that is needed. */
final class UnusableFileException extends CliException {

  private static final long serialVersionUID = 1;

  UnusableFileException(long line, String reason) {
    super(ExitCodes.FAILED, "Line %d: %s.".formatted(line, reason));
  }
}
