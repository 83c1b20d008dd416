package enrichment.workflows.webhooks;

import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import java.util.List;
import java.util.UUID;

public final class WebhookRedeliveryWorkflowImpl implements WebhookRedeliveryWorkflow {

  @Override
  public void redeliver(WebhookRedeliveryInput input) {
    List<Promise<Boolean>> deliveries =
        input.messageIds().stream()
            .map(messageId -> Async.function(() -> deliver(input.redeliveryId(), messageId)))
            .toList();
    Promise.allOf(deliveries).get();
  }

  private boolean deliver(UUID redeliveryId, UUID messageId) {
    return WebhookDelivery.deliver(
        () ->
            WebhookDelivery.activities("message " + messageId)
                .repostWebhook(new RedeliveryStep(redeliveryId, messageId)));
  }
}
