package enrichment.api.webhooks;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.api.temporal.WebhookStarter;
import enrichment.store.accounts.Account;
import enrichment.store.webhooks.WebhookTestResult;
import enrichment.store.webhooks.WebhookTests;
import io.javalin.http.Context;
import org.jspecify.annotations.Nullable;

/** {@code POST /account/webhook_test}: sends a sample message, and tells what came back. */
final class WebhookTestHandler implements AccountHandler {

  /**
   * @param delivered whether the message was taken
   * @param status the HTTP status of the answer, if there was one
   * @param error what kind of failure there was instead
   * @param responseBody the first 1 KiB of the answer's body
   */
  record WebhookTestResponse(
      boolean delivered,
      @Nullable Integer status,
      @Nullable String error,
      long durationMs,
      @Nullable String responseBody) {

    static WebhookTestResponse of(WebhookTestResult result) {
      var attempt = result.attempt();
      return new WebhookTestResponse(
          result.delivered(),
          attempt.status(),
          attempt.error(),
          attempt.took().toMillis(),
          attempt.responseBody());
    }
  }

  private final WebhookUrls urls;
  private final WebhookTests tests;
  private final WebhookStarter starter;

  WebhookTestHandler(WebhookUrls urls, WebhookTests tests, WebhookStarter starter) {
    this.urls = urls;
    this.tests = tests;
    this.starter = starter;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var testId = tests.create(account.accountId(), url(ctx));
    starter.sendSample(account.accountId(), testId);
    ctx.json(
        tests
            .result(testId)
            .map(WebhookTestResponse::of)
            .orElseThrow(() -> new ProblemException(Problem.unavailable())));
  }

  private String url(Context ctx) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    if (body.isMissing("webhook_url")) {
      body.broken("webhook_url", "is required");
    }
    var url = urls.read(body);
    problems.throwIfAny();
    return url;
  }
}
