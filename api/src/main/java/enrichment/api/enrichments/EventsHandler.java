package enrichment.api.enrichments;

import enrichment.api.http.AccountHandler;
import enrichment.api.http.Authentication;
import enrichment.api.http.EventStreams;
import enrichment.api.http.PathIds;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.api.http.SafeTrace;
import enrichment.store.accounts.Account;
import enrichment.store.accounts.ApiKeys;
import enrichment.store.enrichments.EnrichmentSummary;
import enrichment.store.enrichments.Enrichments;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code GET /enrichments/{id}/events}: how far an enrichment is, as it goes. It ends when all
 * contacts have ended.
 */
final class EventsHandler implements AccountHandler {

  private static final Logger LOG = LoggerFactory.getLogger(EventsHandler.class);

  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** A key that is revoked sees nothing new after a moment. */
  private static final int TURNS_BETWEEN_CHECKS = 4;

  private final Enrichments enrichments;
  private final ApiKeys keys;
  private final EventStreams streams;

  EventsHandler(Enrichments enrichments, ApiKeys keys, EventStreams streams) {
    this.enrichments = enrichments;
    this.keys = keys;
    this.streams = streams;
  }

  @Override
  public void handle(Context ctx, Account account) {
    var enrichmentId = PathIds.read(ctx);
    var first =
        find(account, enrichmentId).orElseThrow(() -> new ProblemException(Problem.notFound()));
    if (ctx.method() == HandlerType.HEAD) {
      ctx.contentType(EventStreams.CONTENT_TYPE);
      return;
    }
    var keyId = Authentication.caller(ctx).keyId();
    try (var stream = streams.open(ctx, account.accountId())) {
      follow(stream, first, turn -> look(account, enrichmentId, keyId, turn));
    } catch (IOException e) {
      // The client has gone.
    }
  }

  private static void follow(
      EventStreams.Stream stream,
      EnrichmentSummary first,
      IntFunction<Optional<EnrichmentSummary>> look)
      throws IOException {
    EnrichmentSummary told = null;
    var now = Optional.of(first);
    for (var turn = 1; now.isPresent(); turn++) {
      told = tell(stream, told, now.get());
      if (told.status().isFinal() || !stream.await(INTERVAL)) {
        return;
      }
      now = look.apply(turn);
    }
  }

  /** Empty when there is nothing more to be told to this key. */
  private Optional<EnrichmentSummary> look(
      Account account, UUID enrichmentId, UUID keyId, int turn) {
    try {
      return turn % TURNS_BETWEEN_CHECKS == 0 && !keys.isStillAllowed(keyId)
          ? Optional.empty()
          : find(account, enrichmentId);
    } catch (RuntimeException e) {
      // It is too late for an answer that says so; the client comes again.
      LOG.atWarn()
          .addKeyValue("enrichment_id", enrichmentId)
          .addKeyValue("exception", SafeTrace.rootCauseOf(e))
          .log("enrichment.events.ended");
      return Optional.empty();
    }
  }

  private static EnrichmentSummary tell(
      EventStreams.Stream stream, @Nullable EnrichmentSummary told, EnrichmentSummary now)
      throws IOException {
    var id = String.valueOf(now.ended().ended());
    if (!now.equals(told)) {
      stream.send("progress", id, EnrichmentResponse.of(now));
    }
    if (now.status().isFinal()) {
      stream.send("finished", id, EnrichmentResponse.of(now));
    }
    return now;
  }

  private Optional<EnrichmentSummary> find(Account account, UUID enrichmentId) {
    return enrichments.summary(account.accountId(), enrichmentId);
  }
}
