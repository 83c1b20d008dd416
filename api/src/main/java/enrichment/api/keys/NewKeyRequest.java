package enrichment.api.keys;

import enrichment.api.http.Moments;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.api.http.RequestObject;
import enrichment.store.accounts.NewApiKey;
import enrichment.store.accounts.Scope;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The body that asks for a key. */
final class NewKeyRequest {

  private static final int MAX_NAME = 100;

  static NewApiKey read(Context ctx) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var name = body.requiredText("name", MAX_NAME);
    var scopes = scopes(body);
    var expiresAt = Moments.read(body, "expires_at");
    if (expiresAt != null && expiresAt.isBefore(Instant.now())) {
      body.broken("expires_at", "must be in the future");
    }
    problems.throwIfAny();
    return new NewApiKey(name, scopes, expiresAt);
  }

  /** All, unless the request says otherwise. */
  private static Set<Scope> scopes(RequestObject body) {
    if (body.isMissing("scopes")) {
      return EnumSet.allOf(Scope.class);
    }
    var scopes = EnumSet.noneOf(Scope.class);
    var names = body.texts("scopes", Scope.values().length);
    if (names == null) {
      return scopes;
    }
    if (names.isEmpty()) {
      body.broken("scopes", "must have at least one item, or be left out");
    }
    for (var i = 0; i < names.size(); i++) {
      var scope = Scope.fromWireName(names.get(i));
      scope.ifPresent(scopes::add);
      if (scope.isEmpty()) {
        body.broken(
            "scopes/" + i,
            "must be one of "
                + Arrays.stream(Scope.values())
                    .map(Scope::wireName)
                    .collect(Collectors.joining(", ")));
      }
    }
    return scopes;
  }

  private NewKeyRequest() {}
}
