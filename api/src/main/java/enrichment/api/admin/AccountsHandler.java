package enrichment.api.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import enrichment.api.account.AccountResponse;
import enrichment.api.http.CountryCodes;
import enrichment.api.http.PageRequest;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.api.temporal.WebUi;
import enrichment.store.accounts.AccountChange;
import enrichment.store.accounts.AccountProfile;
import enrichment.store.accounts.Accounts;
import enrichment.store.credits.CreditLedger;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The accounts there are: to list, to look at, to change, to suspend. */
final class AccountsHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AccountsHandler.class);

  /**
   * @param webUi the account's workflows in Temporal's web UI; null where that is not known
   */
  record OperatorsAccountResponse(@JsonUnwrapped AccountResponse account, @Nullable String webUi) {}

  record AccountsResponse(List<OperatorsAccountResponse> accounts, @Nullable String nextCursor) {}

  private final Accounts accounts;
  private final CreditLedger credits;
  private final WebUi webUi;

  AccountsHandler(Accounts accounts, CreditLedger credits, WebUi webUi) {
    this.accounts = accounts;
    this.credits = credits;
    this.webUi = webUi;
  }

  void list(Context ctx) {
    var request = PageRequest.read(ctx, UUID::fromString);
    var page =
        request.page(accounts.list(request.after(), request.fetched()), AccountProfile::accountId);
    ctx.json(
        new AccountsResponse(
            page.items().stream().map(this::response).toList(), page.nextCursor()));
  }

  void show(Context ctx) {
    answer(ctx, accounts.profile(PathIds.read(ctx)));
  }

  void change(Context ctx) {
    var accountId = PathIds.read(ctx);
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var name = body.text("name", NewAccountRequest.MAX_NAME);
    if (name == null && body.isBlank("name")) {
      body.broken("name", "must not be empty");
    }
    var codes = CountryCodes.readOrNull(body, "default_phone_country_codes");
    var reuseDays = body.integer("reuse_days", 0, NewAccountRequest.MAX_REUSE_DAYS);
    problems.throwIfAny();
    var change = new AccountChange(name, codes, reuseDays == null ? null : reuseDays.intValue());
    answer(ctx, accounts.change(accountId, change));
  }

  void suspend(Context ctx) {
    suspend(ctx, true);
  }

  void resume(Context ctx) {
    suspend(ctx, false);
  }

  private void suspend(Context ctx, boolean suspended) {
    var profile = accounts.suspend(PathIds.read(ctx), suspended);
    profile.ifPresent(
        some ->
            LOG.atInfo()
                .addKeyValue("account_id", some.accountId())
                .log(suspended ? "account.suspended" : "account.resumed"));
    answer(ctx, profile);
  }

  private void answer(Context ctx, Optional<AccountProfile> profile) {
    ctx.json(
        profile.map(this::response).orElseThrow(() -> new ProblemException(Problem.notFound())));
  }

  private OperatorsAccountResponse response(AccountProfile profile) {
    var accountId = profile.accountId();
    return new OperatorsAccountResponse(
        AccountResponse.of(profile, credits.balance(accountId)), webUi.workflowsOf(accountId));
  }
}
