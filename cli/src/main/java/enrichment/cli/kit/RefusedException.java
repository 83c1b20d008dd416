package enrichment.cli.kit;

/** The server has answered, and not with what was asked for. */
public final class RefusedException extends CliException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;

  RefusedException(Problem problem) {
    super(ExitCodes.FAILED, problem.sentence());
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
