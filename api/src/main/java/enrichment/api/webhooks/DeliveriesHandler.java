package enrichment.api.webhooks;

import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.accounts.Account;
import enrichment.store.contacts.Contacts;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.webhooks.DeliveryLog;
import enrichment.store.webhooks.DeliveryState;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code GET /contacts/{id}/deliveries} and {@code GET /enrichments/{id}/deliveries} */
final class DeliveriesHandler {

  record DeliveriesResponse(List<DeliveryResponse> deliveries) {}

  private final Contacts contacts;
  private final Enrichments enrichments;
  private final DeliveryLog log;

  DeliveriesHandler(Contacts contacts, Enrichments enrichments, DeliveryLog log) {
    this.contacts = contacts;
    this.enrichments = enrichments;
    this.log = log;
  }

  void ofContact(Context ctx, Account account) {
    var contactId = PathIds.read(ctx);
    if (contacts.find(account.accountId(), contactId).isEmpty()) {
      throw new ProblemException(Problem.notFound());
    }
    ctx.json(
        new DeliveriesResponse(
            log.ofContact(account.accountId(), contactId).stream()
                .map(DeliveryResponse::inFull)
                .toList()));
  }

  void ofEnrichment(Context ctx, Account account) {
    var enrichmentId = PathIds.read(ctx);
    var state = state(ctx.queryParam("status"));
    if (enrichments.summary(account.accountId(), enrichmentId).isEmpty()) {
      throw new ProblemException(Problem.notFound());
    }
    ctx.json(
        new DeliveriesResponse(
            log.ofEnrichment(account.accountId(), enrichmentId, state).stream()
                .map(DeliveryResponse::inShort)
                .toList()));
  }

  private static @Nullable DeliveryState state(@Nullable String status) {
    if (status == null) {
      return null;
    }
    return Arrays.stream(DeliveryState.values())
        .filter(state -> wireName(state).equals(status))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.invalidQuery(
                        "status must be one of "
                            + Arrays.stream(DeliveryState.values())
                                .map(DeliveriesHandler::wireName)
                                .collect(Collectors.joining(", "))
                            + ".")));
  }

  static String wireName(DeliveryState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }
}
