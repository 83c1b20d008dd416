package enrichment.api.webhooks;

import enrichment.api.http.Idempotency;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.temporal.WebhookStarter;
import enrichment.domain.ContactDocument;
import enrichment.store.Account;
import enrichment.store.Contacts;
import enrichment.store.Enrichments;
import enrichment.store.Redeliveries;
import enrichment.store.Redelivery;
import io.javalin.http.ContentType;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /contacts/{id}/redeliver} and {@code POST /enrichments/{id}/redeliver} */
final class RedeliveryHandler {

  private static final Logger LOG = LoggerFactory.getLogger(RedeliveryHandler.class);

  /**
   * @param redeliveryId what its workflow is found by; absent when there was nothing to deliver
   * @param messages how many messages are delivered again
   */
  record RedeliveryResponse(@Nullable UUID redeliveryId, int messages) {

    static RedeliveryResponse of(Optional<Redelivery> redelivery) {
      return redelivery
          .map(some -> new RedeliveryResponse(some.redeliveryId(), some.messageIds().size()))
          .orElseGet(() -> new RedeliveryResponse(null, 0));
    }
  }

  private final Contacts contacts;
  private final Enrichments enrichments;
  private final Redeliveries redeliveries;
  private final WebhookStarter starter;
  private final Idempotency idempotency;

  RedeliveryHandler(
      Contacts contacts,
      Enrichments enrichments,
      Redeliveries redeliveries,
      WebhookStarter starter,
      Idempotency idempotency) {
    this.contacts = contacts;
    this.enrichments = enrichments;
    this.redeliveries = redeliveries;
    this.starter = starter;
    this.idempotency = idempotency;
  }

  /** Delivers the contact's message again, also one that was delivered. */
  void ofContact(Context ctx, Account account) {
    answer(ctx, account, () -> redeliverContact(ctx, account));
  }

  private RedeliveryResponse redeliverContact(Context ctx, Account account) {
    var contactId = PathIds.read(ctx);
    var contact =
        contacts
            .find(account.accountId(), contactId)
            .orElseThrow(() -> new ProblemException(Problem.notFound()));
    if (contact.status().equals(ContactDocument.PENDING)) {
      throw new ProblemException(Problem.notFinal());
    }
    var redelivery = redeliveries.ofContact(account.accountId(), contactId);
    if (redelivery.isEmpty()) {
      throw new ProblemException(Problem.noMessage());
    }
    return start(redelivery);
  }

  /** Delivers again whatever of the enrichment is not delivered. */
  void ofEnrichment(Context ctx, Account account) {
    answer(ctx, account, () -> redeliverEnrichment(ctx, account));
  }

  private void answer(Context ctx, Account account, Supplier<Object> work) {
    var answer = idempotency.answerOnce(ctx, account, work);
    ctx.status(202).contentType(ContentType.APPLICATION_JSON).result(answer);
  }

  private RedeliveryResponse redeliverEnrichment(Context ctx, Account account) {
    var enrichmentId = PathIds.read(ctx);
    if (enrichments.summary(account.accountId(), enrichmentId).isEmpty()) {
      throw new ProblemException(Problem.notFound());
    }
    return start(redeliveries.ofEnrichment(account.accountId(), enrichmentId));
  }

  private RedeliveryResponse start(Optional<Redelivery> redelivery) {
    redelivery.ifPresent(
        some -> {
          if (!starter.redeliver(some)) {
            throw new ProblemException(Problem.unavailable());
          }
          LOG.atInfo()
              .addKeyValue("redelivery_id", some.redeliveryId())
              .addKeyValue("messages", some.messageIds().size())
              .log("webhook.redelivery.started");
        });
    return RedeliveryResponse.of(redelivery);
  }
}
