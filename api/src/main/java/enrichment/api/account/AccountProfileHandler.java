package enrichment.api.account;

import enrichment.api.http.CountryCodes;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.store.Account;
import enrichment.store.AccountChange;
import enrichment.store.Accounts;
import io.javalin.http.Context;
import java.util.List;

/** {@code GET /account} and {@code PATCH /account} */
final class AccountProfileHandler {

  /** What the operator alone changes, or nobody does. */
  private static final List<String> FIXED =
      List.of("account_id", "name", "status", "reuse_days", "personal_email_consent", "created_at");

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
    var codes = CountryCodes.readOrNull(body, "default_phone_country_codes");
    FIXED.stream()
        .filter(member -> !body.isMissing(member))
        .forEach(member -> body.broken(member, "cannot be changed"));
    problems.throwIfAny();
    ctx.json(
        accounts
            .change(account.accountId(), new AccountChange(null, codes, null))
            .map(AccountResponse::of)
            .orElseThrow(() -> new ProblemException(Problem.notFound())));
  }
}
