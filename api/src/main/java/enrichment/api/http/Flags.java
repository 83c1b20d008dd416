package enrichment.api.http;

import io.javalin.http.Context;

/** Parameters of a query that are true or false. */
public final class Flags {

  /**
   * @return false when the query has no such parameter
   * @throws ProblemException when it has another value
   */
  public static boolean read(Context ctx, String parameter) {
    var value = ctx.queryParam(parameter);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (value.equals("true")) {
      return true;
    }
    throw new ProblemException(Problem.invalidQuery(parameter + " must be true or false."));
  }

  private Flags() {}
}
