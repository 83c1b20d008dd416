package enrichment.api.http;

import enrichment.store.Account;
import enrichment.store.Accounts;
import enrichment.store.ApiKey;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Who is asking. Decided before anything of a body is read. */
public final class Authentication {

  private static final String KEY_HEADER = "X-API-KEY";
  private static final String BEARER = "Bearer ";

  private final Accounts accounts;

  public Authentication(Accounts accounts) {
    this.accounts = accounts;
  }

  /** Lets pass who sends an account's key. */
  public Handler account(AccountHandler handler) {
    return ctx -> handler.handle(ctx, authenticate(ctx));
  }

  /** Lets pass who sends the operator's token (RFC 6750, section 2.1). */
  public static Handler admin(String token, Handler handler) {
    var expected = bytes(token);
    return ctx -> {
      var header = ctx.header(Header.AUTHORIZATION);
      if (header == null
          || !header.regionMatches(true, 0, BEARER, 0, BEARER.length())
          || !MessageDigest.isEqual(bytes(header.substring(BEARER.length()).strip()), expected)) {
        throw unauthorized(ctx, "Bearer", "This needs the admin token.");
      }
      handler.handle(ctx);
    };
  }

  private Account authenticate(Context ctx) {
    var key = ctx.header(KEY_HEADER);
    if (key == null || key.isBlank()) {
      throw unauthorized(ctx, "ApiKey", "This needs an API key in the header X-API-KEY.");
    }
    return accounts
        .authenticate(new ApiKey(key.strip()))
        .orElseThrow(() -> unauthorized(ctx, "ApiKey", "This API key is not known, or revoked."));
  }

  /** A challenge goes with every 401 (RFC 9110, section 15.5.2). */
  private static ProblemException unauthorized(Context ctx, String scheme, String detail) {
    ctx.header(Header.WWW_AUTHENTICATE, scheme + " realm=\"enrichment\"");
    return new ProblemException(Problem.unauthorized(detail));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
