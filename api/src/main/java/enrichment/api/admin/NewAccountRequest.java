package enrichment.api.admin;

import enrichment.api.http.CountryCodes;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.store.accounts.Account;
import io.javalin.http.Context;
import java.util.List;
import java.util.Objects;

record NewAccountRequest(
    String name,
    long credits,
    boolean personalEmailConsent,
    List<String> defaultPhoneCountryCodes,
    int reuseDays) {

  static final int MAX_NAME = 200;
  static final int MAX_REUSE_DAYS = 3_650;
  static final long MAX_CREDITS = 1_000_000_000;

  static NewAccountRequest read(Context ctx) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var name = body.requiredText("name", MAX_NAME);
    var credits = body.integer("credits", 0, MAX_CREDITS);
    var consent = body.flag("personal_email_consent");
    var codes = CountryCodes.read(body, "default_phone_country_codes");
    var reuseDays = body.integer("reuse_days", 0, MAX_REUSE_DAYS);
    problems.throwIfAny();
    return new NewAccountRequest(
        name,
        Objects.requireNonNullElse(credits, 0L),
        consent,
        codes,
        reuseDays == null ? Account.USUAL_REUSE_DAYS : reuseDays.intValue());
  }
}
