package enrichment.api.keys;

import enrichment.api.http.Authentication;
import enrichment.api.http.FieldProblem;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.accounts.KeyCreation;
import enrichment.store.accounts.NewApiKey;
import io.javalin.http.Context;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /account/keys} and {@code /admin/accounts/{id}/keys} */
final class KeysHandler {

  private static final Logger LOG = LoggerFactory.getLogger(KeysHandler.class);

  record KeysResponse(List<KeyResponse> keys) {}

  private final ApiKeys keys;
  private final Accounts accounts;

  KeysHandler(ApiKeys keys, Accounts accounts) {
    this.keys = keys;
    this.accounts = accounts;
  }

  void list(Context ctx, Account account) {
    list(ctx, account.accountId());
  }

  void listOfAny(Context ctx) {
    list(ctx, existing(ctx));
  }

  private void list(Context ctx, UUID accountId) {
    ctx.json(new KeysResponse(keys.list(accountId).stream().map(KeyResponse::of).toList()));
  }

  /** A key makes none that may do more than it may itself, or that lasts longer. */
  void create(Context ctx, Account account) {
    var newKey = NewKeyRequest.read(ctx);
    var caller = Authentication.caller(ctx);
    newKey.scopes().forEach(scope -> Authentication.require(caller, scope));
    create(ctx, account.accountId(), newKey, caller.keyId());
  }

  void createForAny(Context ctx) {
    var accountId = existing(ctx);
    create(ctx, accountId, NewKeyRequest.read(ctx), null);
  }

  private void create(Context ctx, UUID accountId, NewApiKey newKey, @Nullable UUID makerId) {
    var key = ApiKey.generate();
    switch (keys.create(accountId, newKey, key, makerId)) {
      case KeyCreation.Made made -> {
        var report = made.report();
        LOG.atInfo()
            .addKeyValue("account_id", accountId)
            .addKeyValue("key_id", report.keyId())
            .log("account.key.created");
        ctx.status(201).json(KeyResponse.withSecret(report, key));
      }
      case KeyCreation.MakerEnded ended -> throw Authentication.ended(ctx);
      case KeyCreation.OutlivesMaker maker ->
          throw new ProblemException(
              Problem.invalidRequest(
                  List.of(
                      new FieldProblem(
                          "/expires_at",
                          "must not be later than the end of the key that makes it, "
                              + maker.end()))));
      case KeyCreation.TooMany refused ->
          throw new ProblemException(Problem.tooManyKeys(refused.most()));
    }
  }

  void revoke(Context ctx, Account account) {
    revoke(ctx, account.accountId(), PathIds.read(ctx));
  }

  void revokeOfAny(Context ctx) {
    revoke(ctx, PathIds.read(ctx), PathIds.read(ctx, "key_id"));
  }

  private void revoke(Context ctx, UUID accountId, UUID keyId) {
    if (!keys.revoke(accountId, keyId)) {
      throw new ProblemException(Problem.notFound());
    }
    LOG.atInfo()
        .addKeyValue("account_id", accountId)
        .addKeyValue("key_id", keyId)
        .log("account.key.revoked");
    ctx.status(204);
  }

  private UUID existing(Context ctx) {
    var accountId = PathIds.read(ctx);
    if (!accounts.exists(accountId)) {
      throw new ProblemException(Problem.notFound());
    }
    return accountId;
  }
}
