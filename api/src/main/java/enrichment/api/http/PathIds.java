package enrichment.api.http;

import io.javalin.http.Context;
import java.util.UUID;
import java.util.regex.Pattern;

/** Ids in paths. What is no id is as little there as what nobody has. */
public final class PathIds {

  /** {@link UUID#fromString} takes far more than the form of RFC 9562. */
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  public static UUID read(Context ctx) {
    return read(ctx, "id");
  }

  public static UUID read(Context ctx, String name) {
    var id = ctx.pathParam(name);
    if (!isId(id)) {
      throw new ProblemException(Problem.notFound());
    }
    return UUID.fromString(id);
  }

  static boolean isId(String text) {
    return UUID_FORM.matcher(text).matches();
  }

  private PathIds() {}
}
