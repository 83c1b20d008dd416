package enrichment.api.webhooks;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.SecretRotation;
import enrichment.store.accounts.WebhookSecret;
import enrichment.store.accounts.WebhookSecrets;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.time.Duration;

/** {@code GET /account/webhook_secret} and {@code POST /account/webhook_secret/rotate} */
final class WebhookSecretHandler {

  /** For how long messages are signed with the old secret too. */
  private static final Duration OVERLAP = Duration.ofHours(24);

  record WebhookSecretResponse(String webhookSecret) {

    static WebhookSecretResponse of(WebhookSecret secret) {
      return new WebhookSecretResponse(secret.text());
    }
  }

  private final WebhookSecrets secrets;

  WebhookSecretHandler(WebhookSecrets secrets) {
    this.secrets = secrets;
  }

  void show(Context ctx, Account account) {
    ctx.json(WebhookSecretResponse.of(secrets.current(account.accountId())));
  }

  void rotate(Context ctx, Account account) {
    switch (secrets.rotate(account.accountId(), OVERLAP)) {
      case SecretRotation.Rotated rotated -> ctx.json(WebhookSecretResponse.of(rotated.secret()));
      case SecretRotation.TooMany refused -> {
        ctx.header(Header.RETRY_AFTER, String.valueOf(refused.retryAfter().toSeconds()));
        throw new ProblemException(Problem.tooManyRotations(refused.most()));
      }
    }
  }
}
