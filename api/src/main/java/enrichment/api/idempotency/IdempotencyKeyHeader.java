package enrichment.api.idempotency;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.KeyedRequest;
import io.javalin.http.Context;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The header {@code Idempotency-Key} (draft-ietf-httpapi-idempotency-key-header). The quotes that
 * the draft has around a key count as part of it, and may be missing.
 */
final class IdempotencyKeyHeader {

  private static final String NAME = "Idempotency-Key";

  private static final Pattern VISIBLE_ASCII = Pattern.compile("[!-~]{1,255}");

  /**
   * The request with its key, if it has one.
   *
   * @throws ProblemException when the key is none
   */
  static Optional<KeyedRequest> read(Context ctx, Account account) {
    var keys = Collections.list(ctx.req().getHeaders(NAME));
    if (keys.isEmpty()) {
      return Optional.empty();
    }
    if (keys.size() > 1 || !VISIBLE_ASCII.matcher(keys.getFirst()).matches()) {
      throw new ProblemException(
          Problem.invalidQuery(
              "Idempotency-Key must be one of 1 to 255 visible ASCII characters."));
    }
    return Optional.of(new KeyedRequest(account.accountId(), keys.getFirst(), content(ctx)));
  }

  /** Neither method nor path or query can have a line break in it. */
  private static byte[] content(Context ctx) {
    var target =
        "%s\n%s?%s\n"
            .formatted(ctx.method(), ctx.path(), Objects.requireNonNullElse(ctx.queryString(), ""));
    var content = new ByteArrayOutputStream();
    content.writeBytes(target.getBytes(StandardCharsets.UTF_8));
    content.writeBytes(ctx.bodyAsBytes());
    return content.toByteArray();
  }

  private IdempotencyKeyHeader() {}
}
