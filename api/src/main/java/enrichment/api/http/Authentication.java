package enrichment.api.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.Caller;
import enrichment.store.accounts.Scope;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Objects;

/** Who is asking. Decided before anything of a body is read. */
public final class Authentication {

  private static final String KEY_HEADER = "X-API-KEY";
  private static final String BEARER = "Bearer ";
  private static final String CALLER = "caller";
  private static final String NO_KEY = "This API key is not known, or revoked, or expired.";

  /** Known a while ago: a guess is no key among these. Whether one still is, the database says. */
  private final Cache<ApiKey, Boolean> good =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(Duration.ofHours(1)).build();

  private final ApiKeys keys;
  private final RateLimits limits;

  public Authentication(ApiKeys keys, RateLimits limits) {
    this.keys = keys;
    this.limits = limits;
  }

  /** Lets pass who sends an account's key that allows this, and has not sent too many requests. */
  public Handler account(Scope scope, AccountHandler handler) {
    return ctx -> {
      var caller = authenticate(ctx);
      limits.count(ctx, caller);
      keys.noteUse(caller);
      if (caller.suspended()) {
        throw new ProblemException(Problem.accountSuspended());
      }
      require(caller, scope);
      ctx.attribute(CALLER, caller);
      handler.handle(ctx, caller.account());
    };
  }

  /** Who has passed {@link #account}. */
  public static Caller caller(Context ctx) {
    return Objects.requireNonNull(ctx.<Caller>attribute(CALLER));
  }

  /**
   * @throws ProblemException when the caller's key does not allow this
   */
  public static void require(Caller caller, Scope scope) {
    if (!caller.scopes().contains(scope)) {
      throw new ProblemException(Problem.insufficientScope(scope));
    }
  }

  /** Lets pass who sends the operator's token (RFC 6750, section 2.1). */
  public Handler admin(String token, Handler handler) {
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

  private Caller authenticate(Context ctx) {
    var key = ctx.header(KEY_HEADER);
    if (key == null || key.isBlank()) {
      throw unauthorized(ctx, "ApiKey", "This needs an API key in the header X-API-KEY.");
    }
    var apiKey = new ApiKey(key.strip());
    var isKnown = good.getIfPresent(apiKey) != null;
    if (!isKnown) {
      // Who guesses too much is refused without a look into the database.
      limits.countRefused(ctx);
    }
    var caller = keys.authenticate(apiKey);
    if (caller.isEmpty()) {
      throw isKnown ? unauthorized(ctx, "ApiKey", NO_KEY) : challenge(ctx, "ApiKey", NO_KEY);
    }
    if (!isKnown) {
      limits.forgiveRefused(ctx);
      good.put(apiKey, true);
    }
    return caller.get();
  }

  /** A challenge goes with every 401 (RFC 9110, section 15.5.2). */
  private ProblemException unauthorized(Context ctx, String scheme, String detail) {
    limits.countRefused(ctx);
    return challenge(ctx, scheme, detail);
  }

  /** For a caller whose key has ended since it was let pass. */
  public static ProblemException ended(Context ctx) {
    return challenge(ctx, "ApiKey", NO_KEY);
  }

  private static ProblemException challenge(Context ctx, String scheme, String detail) {
    ctx.header(Header.WWW_AUTHENTICATE, scheme + " realm=\"enrichment\"");
    return new ProblemException(Problem.unauthorized(detail));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
