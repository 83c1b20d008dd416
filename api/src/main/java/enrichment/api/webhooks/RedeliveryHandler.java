package enrichment.api.webhooks;

import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.idempotency.Idempotency;
import enrichment.api.temporal.WebhookStarter;
import enrichment.domain.ContactDocument;
import enrichment.domain.Redelivery;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.IdempotencyKeys.Taken;
import enrichment.store.accounts.KeyedRequest;
import enrichment.store.contacts.Contacts;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.webhooks.Redeliveries;
import enrichment.store.webhooks.RedeliveryLimitException;
import io.javalin.http.Context;
import io.javalin.http.Header;
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

    static RedeliveryResponse of(Taken taken) {
      return new RedeliveryResponse(taken.redeliveryId(), taken.messages());
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
    once(ctx, account, request -> ofContact(ctx, account, request));
  }

  private void ofContact(Context ctx, Account account, @Nullable KeyedRequest request) {
    var contactId = PathIds.read(ctx);
    var contact =
        contacts
            .find(account.accountId(), contactId)
            .orElseThrow(() -> new ProblemException(Problem.notFound()));
    if (contact.status().equals(ContactDocument.PENDING)) {
      throw new ProblemException(Problem.notFinal());
    }
    var redelivery =
        limited(ctx, () -> redeliveries.ofContact(account.accountId(), contactId, request));
    if (redelivery.isEmpty()) {
      throw new ProblemException(Problem.noMessage());
    }
    start(ctx, redelivery);
  }

  /** Delivers again whatever of the enrichment is not delivered. */
  void ofEnrichment(Context ctx, Account account) {
    once(ctx, account, request -> ofEnrichment(ctx, account, request));
  }

  private void ofEnrichment(Context ctx, Account account, @Nullable KeyedRequest request) {
    var enrichmentId = PathIds.read(ctx);
    if (enrichments.summary(account.accountId(), enrichmentId).isEmpty()) {
      throw new ProblemException(Problem.notFound());
    }
    start(
        ctx,
        limited(ctx, () -> redeliveries.ofEnrichment(account.accountId(), enrichmentId, request)));
  }

  /** Once the messages are taken over they will be delivered, and that can be said again. */
  private void once(Context ctx, Account account, Idempotency.First first) {
    idempotency.answer(
        ctx, account, first, taken -> ctx.status(202).json(RedeliveryResponse.of(taken)));
  }

  private static Optional<Redelivery> limited(
      Context ctx, Supplier<Optional<Redelivery>> redelivery) {
    try {
      return redelivery.get();
    } catch (RedeliveryLimitException e) {
      ctx.header(Header.RETRY_AFTER, String.valueOf(e.retryAfter().toSeconds()));
      throw new ProblemException(Problem.tooManyRedeliveries(e.most()));
    }
  }

  /**
   * What is taken over is written down, and with that taken on: where Temporal cannot be asked now,
   * the reconciliation has it delivered.
   */
  private void start(Context ctx, Optional<Redelivery> redelivery) {
    redelivery.ifPresent(
        some ->
            LOG.atInfo()
                .addKeyValue("redelivery_id", some.redeliveryId())
                .addKeyValue("messages", some.messageIds().size())
                .log(
                    starter.redeliver(some)
                        ? "webhook.redelivery.started"
                        : "webhook.redelivery.accepted"));
    ctx.status(202).json(RedeliveryResponse.of(redelivery));
  }
}
