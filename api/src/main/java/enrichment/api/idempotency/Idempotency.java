package enrichment.api.idempotency;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.IdempotencyKeys;
import enrichment.store.accounts.IdempotencyKeys.Taken;
import enrichment.store.accounts.KeyTakenException;
import enrichment.store.accounts.KeyedRequest;
import enrichment.store.sql.Database;
import io.javalin.http.Context;
import io.javalin.http.Header;
import org.jspecify.annotations.Nullable;

/**
 * Has what a request asks for done once, however often it is sent with the same key, and answers
 * each alike. What is refused takes no key.
 */
public final class Idempotency {

  private static final String REPLAYED = "Idempotency-Replayed";
  private static final String RETRY_AFTER_SECONDS = "1";

  private final IdempotencyKeys keys;

  public Idempotency(Database database) {
    this.keys = new IdempotencyKeys(database);
  }

  /** Does what is asked for, and answers. */
  @FunctionalInterface
  public interface First {
    /**
     * @param request takes its key with what is done; null: it has none
     */
    void answer(@Nullable KeyedRequest request);
  }

  /** Answers alike from what was done before. */
  @FunctionalInterface
  public interface Again {
    void answer(Taken taken);
  }

  /**
   * @throws ProblemException as the first answer does; when the key belongs to another request;
   *     when nobody has decided yet on the one that it belongs to
   */
  public void answer(Context ctx, Account account, First first, Again again) {
    var keyed = IdempotencyKeyHeader.read(ctx, account);
    if (keyed.isEmpty()) {
      first.answer(null);
      return;
    }
    var request = keyed.get();
    var taken = keys.find(request);
    if (taken.isPresent()) {
      repeat(ctx, taken.get(), again);
      return;
    }
    try {
      first.answer(request);
    } catch (KeyTakenException e) {
      repeat(ctx, keys.find(request).orElseThrow(() -> inProgress(ctx)), again);
    } catch (ProblemException e) {
      // It may lack what its own twin, which came a moment earlier, has taken: the credits, say.
      var twin = keys.find(request).filter(Taken::sameRequest);
      repeat(ctx, twin.orElseThrow(() -> e), again);
    }
  }

  private static void repeat(Context ctx, Taken taken, Again again) {
    if (!taken.sameRequest()) {
      throw new ProblemException(
          Problem.of(
              "idempotency-key-reused",
              "Idempotency key reused",
              422,
              "This Idempotency-Key came with another request before."));
    }
    if (!taken.decided()) {
      throw inProgress(ctx);
    }
    again.answer(taken);
    ctx.header(REPLAYED, "true");
  }

  private static ProblemException inProgress(Context ctx) {
    ctx.header(Header.RETRY_AFTER, RETRY_AFTER_SECONDS);
    return new ProblemException(
        Problem.of(
            "idempotency-in-progress",
            "In progress",
            409,
            "The first request with this Idempotency-Key is still being decided on."));
  }
}
