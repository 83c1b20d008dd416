package enrichment.api.admin;

import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import io.javalin.http.Context;

record GrantRequest(long amount, String reference) {

  private static final int MAX_REFERENCE = 200;

  static GrantRequest read(Context ctx) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    if (body.isMissing("amount")) {
      body.broken("amount", "is required");
    }
    var amount = body.integer("amount", 1, NewAccountRequest.MAX_CREDITS);
    var reference = body.requiredText("reference", MAX_REFERENCE);
    problems.throwIfAny();
    return new GrantRequest(amount, reference);
  }
}
