package enrichment.api.admin;

import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.Accounts;
import enrichment.store.accounts.ApiKey;
import enrichment.store.credits.CreditLedger;
import enrichment.store.sql.Ids;
import io.javalin.http.Context;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /admin/accounts} and {@code POST /admin/accounts/{id}/credits} */
final class AdminHandler {

  private static final Logger LOG = LoggerFactory.getLogger(AdminHandler.class);

  private static final String OPENING_REFERENCE = "opening";

  private final Accounts accounts;
  private final CreditLedger credits;

  AdminHandler(Accounts accounts, CreditLedger credits) {
    this.accounts = accounts;
    this.credits = credits;
  }

  void createAccount(Context ctx) {
    var request = NewAccountRequest.read(ctx);
    var account =
        new Account(
            Ids.next(),
            request.name(),
            request.personalEmailConsent(),
            request.defaultPhoneCountryCodes(),
            request.reuseDays());
    var key = ApiKey.generate();
    // The account is complete before its credits are: what fails in between is an account without
    // credits, whose key nobody has seen.
    var created = accounts.create(account, key).orElseThrow();
    if (request.credits() > 0) {
      credits.grant(account.accountId(), request.credits(), OPENING_REFERENCE);
    }
    LOG.atInfo()
        .addKeyValue("account_id", account.accountId())
        .addKeyValue("credits", request.credits())
        .log("account.created");
    ctx.status(201)
        .json(new NewAccountResponse(account.accountId(), created.keyId(), key.secret()));
  }

  void grantCredits(Context ctx) {
    var accountId = PathIds.read(ctx);
    var request = GrantRequest.read(ctx);
    if (!accounts.exists(accountId)) {
      throw new ProblemException(Problem.notFound());
    }
    var grant =
        credits.grant(accountId, request.amount(), request.reference(), request.expiresAt());
    if (grant == CreditLedger.Grant.CONFLICTING) {
      throw new ProblemException(Problem.conflictingReference());
    }
    if (grant == CreditLedger.Grant.EXPIRED) {
      var problems = new Problems();
      problems.broken("/expires_at", "must be in the future");
      problems.throwIfAny();
    }
    LOG.atInfo()
        .addKeyValue("account_id", accountId)
        .addKeyValue("amount", request.amount())
        .addKeyValue("grant", grant)
        .log("credits.granted");
    ctx.json(
        new GrantResponse(
            accountId,
            request.amount(),
            request.reference(),
            Objects.toString(request.expiresAt(), null),
            credits.available(accountId)));
  }
}
