package enrichment.api.account;

import enrichment.api.http.AccountHandler;
import enrichment.store.accounts.Account;
import enrichment.store.credits.CreditLedger;
import io.javalin.http.Context;

/** {@code GET /credits} */
final class CreditsHandler implements AccountHandler {

  private final CreditLedger credits;

  CreditsHandler(CreditLedger credits) {
    this.credits = credits;
  }

  @Override
  public void handle(Context ctx, Account account) {
    ctx.json(CreditsResponse.of(credits.balance(account.accountId())));
  }
}
