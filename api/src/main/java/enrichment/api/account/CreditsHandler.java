package enrichment.api.account;

import enrichment.api.http.AccountHandler;
import enrichment.store.Account;
import enrichment.store.CreditLedger;
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
