package enrichment.api.http;

import enrichment.store.Account;
import enrichment.store.IdempotencyKeys;
import enrichment.store.IdempotencyKeys.Claim;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a request that is sent again under the same {@code Idempotency-Key} done once
 * (draft-ietf-httpapi-idempotency-key-header-07).
 */
public final class Idempotency {

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

  private static final String KEY_HEADER = "Idempotency-Key";
  private static final String REPEATED_HEADER = "Idempotency-Replayed";
  private static final String VISIBLE_ASCII = "[\\x21-\\x7e]{1,255}";

  private final IdempotencyKeys keys;

  public Idempotency(IdempotencyKeys keys) {
    this.keys = keys;
  }

  /** What is done with the key, which is null where the client has sent none. */
  public interface Start {
    void run(@Nullable String key);
  }

  /**
   * Starts an enrichment, unless this very request has started one before.
   *
   * @param enrichmentId of the one to be started
   * @return the id of the one that is under way
   * @throws ProblemException when the key cannot be used for this request, or not yet
   */
  public UUID startOnce(Context ctx, Account account, UUID enrichmentId, Start start) {
    var key = key(ctx);
    if (key == null) {
      start.run(null);
      return enrichmentId;
    }
    var claim = keys.claim(account.accountId(), key, request(ctx), enrichmentId);
    if (claim instanceof Claim.Repeated repeated && repeated.enrichmentId() != null) {
      ctx.header(REPEATED_HEADER, "true");
      return repeated.enrichmentId();
    }
    requireFirst(ctx, claim);
    orGiveBack(
        account,
        key,
        enrichmentId,
        () -> {
          start.run(key);
          return null;
        });
    return enrichmentId;
  }

  /**
   * Does something that is no enrichment, unless this very request has had it done before.
   *
   * @param work returns the answer, in which there is no personal data
   * @return the answer, as JSON
   * @throws ProblemException when the key cannot be used for this request, or not yet
   */
  public byte[] answerOnce(Context ctx, Account account, Supplier<Object> work) {
    var key = key(ctx);
    if (key == null) {
      return Json.bytes(work.get());
    }
    var claim = keys.claim(account.accountId(), key, request(ctx), null);
    if (claim instanceof Claim.Repeated repeated && repeated.answer() != null) {
      ctx.header(REPEATED_HEADER, "true");
      return repeated.answer().getBytes(StandardCharsets.UTF_8);
    }
    requireFirst(ctx, claim);
    var answer = orGiveBack(account, key, null, () -> Json.bytes(work.get()));
    keys.keepAnswer(account.accountId(), key, new String(answer, StandardCharsets.UTF_8));
    return answer;
  }

  private static void requireFirst(Context ctx, Claim claim) {
    if (claim instanceof Claim.UnderWay) {
      ctx.header(Header.RETRY_AFTER, "1");
      throw new ProblemException(Problem.idempotencyInProgress());
    }
    if (!(claim instanceof Claim.First)) {
      throw new ProblemException(Problem.idempotencyKeyReused());
    }
  }

  /** A request that was refused does not use its key up. */
  private <T extends @Nullable Object> T orGiveBack(
      Account account, String key, @Nullable UUID enrichmentId, Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException refused) {
      try {
        keys.giveBack(account.accountId(), key, enrichmentId);
      } catch (RuntimeException e) {
        // Then it is free again when the request is seen to have come to nothing.
        LOG.atWarn()
            .addKeyValue("exception", SafeTrace.rootCauseOf(e))
            .log("http.idempotency_key.not_given_back");
      }
      throw refused;
    }
  }

  private static @Nullable String key(Context ctx) {
    var key = ctx.header(KEY_HEADER);
    if (key != null && !key.matches(VISIBLE_ASCII)) {
      throw new ProblemException(
          Problem.invalidQuery(KEY_HEADER + " must be 1 to 255 visible ASCII characters."));
    }
    return key;
  }

  private static byte[] request(Context ctx) {
    var request = new ByteArrayOutputStream();
    var query = ctx.queryString();
    var line = ctx.method() + " " + ctx.path() + (query == null ? "" : "?" + query) + "\n";
    request.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    request.writeBytes(ctx.bodyAsBytes());
    return request.toByteArray();
  }
}
