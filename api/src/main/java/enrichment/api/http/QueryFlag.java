package enrichment.api.http;

import io.javalin.http.Context;

/** A parameter of the query that is {@code true} or {@code false}. */
public final class QueryFlag {

  /**
   * False when it is left out.
   *
   * @throws ProblemException when it is neither
   */
  public static boolean read(Context ctx, String name) {
    var written = ctx.queryParam(name);
    if (written == null || written.equals("false")) {
      return false;
    }
    if (written.equals("true")) {
      return true;
    }
    throw new ProblemException(Problem.invalidQuery(name + " must be true or false."));
  }

  private QueryFlag() {}
}
