package enrichment.api.privacy;

import enrichment.api.http.LastCalls;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.privacy.Erasure;
import enrichment.store.privacy.Erasures;
import io.javalin.http.Context;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /erasures}, {@code DELETE /contacts/{id}} and {@code POST /admin/erasures} */
final class ErasuresHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ErasuresHandler.class);

  /** A receipt, with nothing personal in it. */
  record ErasureResponse(
      UUID erasureId, String erasedAt, int contacts, int deliveries, int directory) {}

  private final Erasures erasures;
  private final FewAtATime turns;

  ErasuresHandler(Erasures erasures, FewAtATime turns) {
    this.erasures = erasures;
    this.turns = turns;
  }

  void ofPerson(Context ctx, Account account) {
    var person = PersonReader.read(ctx);
    answer(ctx, account.accountId(), turns.run(() -> erasures.erase(account.accountId(), person)));
  }

  /** In all accounts, and in the directory. */
  void ofPersonEverywhere(Context ctx) {
    var person = PersonReader.read(ctx);
    answer(ctx, null, turns.run(() -> erasures.erase(null, person)));
  }

  void ofContact(Context ctx, Account account) {
    var contactId = PathIds.read(ctx);
    answer(
        ctx,
        account.accountId(),
        turns
            .run(() -> erasures.eraseContact(account.accountId(), contactId))
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }

  /** It means that no call about the person begins any more. */
  private static void answer(Context ctx, @Nullable UUID accountId, Erasure erasure) {
    var decided = System.nanoTime();
    LOG.atInfo()
        .addKeyValue("erasure_id", erasure.erasureId())
        .addKeyValue("account_id", accountId == null ? "all" : accountId)
        .addKeyValue("contacts", erasure.contacts())
        .addKeyValue("deliveries", erasure.deliveries())
        .addKeyValue("directory", erasure.directory())
        .log("person.erased");
    if (erasure.callsMayBegin()) {
      LastCalls.await(decided);
    }
    ctx.json(
        new ErasureResponse(
            erasure.erasureId(),
            erasure.erasedAt().toString(),
            erasure.contacts(),
            erasure.deliveries(),
            erasure.directory()));
  }
}
