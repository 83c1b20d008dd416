package enrichment.api.account;

import enrichment.api.http.CountryCodes;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.AccountChange;
import enrichment.store.accounts.Accounts;
import io.javalin.http.Context;

/** {@code GET /account} and {@code PATCH /account} */
final class AccountProfileHandler {

  private static final String CODES = "default_phone_country_codes";

  private final Accounts accounts;

  AccountProfileHandler(Accounts accounts) {
    this.accounts = accounts;
  }

  void show(Context ctx, Account account) {
    ctx.json(
        accounts
            .profile(account.accountId())
            .map(AccountResponse::of)
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }

  void change(Context ctx, Account account) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var codes = CountryCodes.readOrNull(body, CODES);
    // The rest the operator alone changes, or nobody does.
    body.membersBut(CODES).forEach(member -> body.broken(member, "cannot be changed"));
    problems.throwIfAny();
    ctx.json(
        accounts
            .change(account.accountId(), new AccountChange(null, codes, null))
            .map(AccountResponse::of)
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }
}
