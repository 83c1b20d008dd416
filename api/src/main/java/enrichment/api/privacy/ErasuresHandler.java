package enrichment.api.privacy;

import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.Account;
import enrichment.store.Erasure;
import enrichment.store.Erasures;
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

  ErasuresHandler(Erasures erasures) {
    this.erasures = erasures;
  }

  void ofPerson(Context ctx, Account account) {
    answer(ctx, account.accountId(), erasures.erase(account.accountId(), PersonReader.read(ctx)));
  }

  /** In all accounts, and in the directory. */
  void ofPersonEverywhere(Context ctx) {
    answer(ctx, null, erasures.erase(null, PersonReader.read(ctx)));
  }

  void ofContact(Context ctx, Account account) {
    answer(
        ctx,
        account.accountId(),
        erasures
            .eraseContact(account.accountId(), PathIds.read(ctx))
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }

  private static void answer(Context ctx, @Nullable UUID accountId, Erasure erasure) {
    LOG.atInfo()
        .addKeyValue("erasure_id", erasure.erasureId())
        .addKeyValue("account_id", accountId == null ? "all" : accountId)
        .addKeyValue("contacts", erasure.contacts())
        .addKeyValue("deliveries", erasure.deliveries())
        .addKeyValue("directory", erasure.directory())
        .log("person.erased");
    ctx.json(
        new ErasureResponse(
            erasure.erasureId(),
            erasure.erasedAt().toString(),
            erasure.contacts(),
            erasure.deliveries(),
            erasure.directory()));
  }
}
