package enrichment.api.privacy;

import enrichment.api.http.LastCalls;
import enrichment.api.http.PageRequest;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.privacy.Suppression;
import enrichment.store.privacy.Suppressions;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /suppressions} and {@code POST /admin/suppressions} */
final class SuppressionsHandler {

  private static final Logger LOG = LoggerFactory.getLogger(SuppressionsHandler.class);

  /**
   * @param identifier what the person was named by, but not whose it is: that is not kept
   * @param createdAt RFC 3339
   */
  record SuppressionResponse(UUID suppressionId, String identifier, String createdAt) {

    static SuppressionResponse of(Suppression suppression) {
      return new SuppressionResponse(
          suppression.suppressionId(),
          suppression.identifier().wireName(),
          suppression.createdAt().toString());
    }
  }

  record SuppressionsResponse(
      List<SuppressionResponse> suppressions, @Nullable String nextCursor) {}

  private final Suppressions suppressions;
  private final FewAtATime turns;

  SuppressionsHandler(Suppressions suppressions, FewAtATime turns) {
    this.suppressions = suppressions;
    this.turns = turns;
  }

  void add(Context ctx, Account account) {
    add(ctx, account.accountId());
  }

  void addForAll(Context ctx) {
    add(ctx, (UUID) null);
  }

  /** The answer means that no call about the person begins any more. */
  private void add(Context ctx, @Nullable UUID accountId) {
    var person = PersonReader.read(ctx);
    var added = turns.run(() -> suppressions.add(accountId, person));
    var decided = System.nanoTime();
    if (added.isNew()) {
      LOG.atInfo()
          .addKeyValue("suppression_id", added.suppression().suppressionId())
          .addKeyValue("account_id", accountId == null ? "all" : accountId)
          .addKeyValue("identifier", added.suppression().identifier().wireName())
          .log("suppression.added");
    }
    if (added.callsMayBegin()) {
      LastCalls.await(decided);
    }
    ctx.status(added.isNew() ? 201 : 200).json(SuppressionResponse.of(added.suppression()));
  }

  void list(Context ctx, Account account) {
    var request = PageRequest.read(ctx, UUID::fromString);
    var fetched = suppressions.list(account.accountId(), request.after(), request.fetched());
    var page = request.page(fetched, Suppression::suppressionId);
    ctx.json(
        new SuppressionsResponse(
            page.items().stream().map(SuppressionResponse::of).toList(), page.nextCursor()));
  }

  void remove(Context ctx, Account account) {
    var suppressionId = PathIds.read(ctx);
    if (!suppressions.remove(account.accountId(), suppressionId)) {
      throw new ProblemException(Problem.notFound());
    }
    LOG.atInfo().addKeyValue("suppression_id", suppressionId).log("suppression.removed");
    ctx.status(204);
  }
}
