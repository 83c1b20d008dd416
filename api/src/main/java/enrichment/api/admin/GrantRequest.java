package enrichment.api.admin;

import enrichment.api.http.Moments;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import io.javalin.http.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param expiresAt when what is left of the credits is lost; null: never
 */
record GrantRequest(long amount, String reference, @Nullable Instant expiresAt) {

  private static final int MAX_REFERENCE = 200;

  static GrantRequest read(Context ctx) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    if (body.isMissing("amount")) {
      body.broken("amount", "is required");
    }
    var amount = body.integer("amount", 1, NewAccountRequest.MAX_CREDITS);
    var reference = body.requiredText("reference", MAX_REFERENCE);
    var expiresAt = Moments.read(body, "expires_at");
    problems.throwIfAny();
    return new GrantRequest(amount, reference, expiresAt);
  }
}
