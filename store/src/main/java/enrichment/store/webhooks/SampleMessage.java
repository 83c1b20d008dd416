package enrichment.store.webhooks;

import enrichment.store.accounts.WebhookSecret;
import java.util.List;
import java.util.UUID;

/**
 * A message that only tries a URL out.
 *
 * @param testId which the {@code webhook-id} is made of
 * @param secrets what it is signed with
 */
public record SampleMessage(UUID testId, String url, List<WebhookSecret> secrets) {

  public SampleMessage {
    secrets = List.copyOf(secrets);
  }

  public String webhookId() {
    return WebhookMessage.webhookId(testId);
  }
}
