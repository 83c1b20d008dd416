package enrichment.api.enrichments;

import enrichment.api.http.PageRequest;
import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.domain.EnrichmentType;
import enrichment.store.accounts.Account;
import enrichment.store.enrichments.EnrichmentStatus;
import enrichment.store.enrichments.EnrichmentSummary;
import enrichment.store.enrichments.Enrichments;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code GET /enrichments} */
final class EnrichmentsHandler {

  record EnrichmentsResponse(List<EnrichmentResponse> enrichments, @Nullable String nextCursor) {}

  private final Enrichments enrichments;

  EnrichmentsHandler(Enrichments enrichments) {
    this.enrichments = enrichments;
  }

  void list(Context ctx, Account account) {
    var status =
        choice(
            ctx,
            "status",
            EnrichmentStatus::fromWireName,
            Arrays.stream(EnrichmentStatus.values()).map(EnrichmentStatus::wireName));
    var type = choice(ctx, "type", EnrichmentType::fromWireName, EnrichmentType.wireNames());
    var request = PageRequest.read(ctx, UUID::fromString);
    var page =
        request.page(
            enrichments.list(account.accountId(), status, type, request.after(), request.fetched()),
            EnrichmentSummary::enrichmentId);
    ctx.json(
        new EnrichmentsResponse(
            page.items().stream().map(EnrichmentResponse::of).toList(), page.nextCursor()));
  }

  private static <T> @Nullable T choice(
      Context ctx, String name, Function<String, Optional<T>> parse, Stream<String> all) {
    var written = ctx.queryParam(name);
    return written == null
        ? null
        : parse
            .apply(written)
            .orElseThrow(
                () ->
                    new ProblemException(
                        Problem.invalidQuery(
                            name
                                + " must be one of "
                                + all.collect(Collectors.joining(", "))
                                + ".")));
  }
}
