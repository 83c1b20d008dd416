package enrichment.api.admin;

import enrichment.api.http.Problem;
import enrichment.api.http.ProblemException;
import enrichment.store.lookups.ProviderStatistics;
import enrichment.store.lookups.ProviderStatistics.ProviderFigures;
import io.javalin.http.Context;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code GET /admin/providers}: what each provider was worth in the last days. */
final class ProvidersHandler {

  private static final int USUAL_DAYS = 30;
  private static final int MOST_DAYS = 3_650;

  record ProvidersResponse(int days, List<ProviderResponse> providers) {}

  /**
   * @param hitRate hits among the questions that it answered; null when it answered none
   * @param latencyMs of the questions that it answered
   * @param failing why nobody asks it right now, if nobody does
   * @param failingUntil RFC 3339
   */
  record ProviderResponse(
      String provider,
      String askedFor,
      int questions,
      int answered,
      int hits,
      int failed,
      int inDoubt,
      @Nullable BigDecimal hitRate,
      Latency latencyMs,
      Cost cost,
      @Nullable String failing,
      @Nullable String failingUntil) {}

  record Latency(@Nullable Long median, @Nullable Long p95) {}

  /**
   * @param perHit null when there was no hit
   */
  record Cost(BigDecimal total, @Nullable BigDecimal perHit) {}

  private final ProviderStatistics statistics;

  ProvidersHandler(ProviderStatistics statistics) {
    this.statistics = statistics;
  }

  void list(Context ctx) {
    var days = days(ctx.queryParam("days"));
    ctx.json(
        new ProvidersResponse(
            days,
            statistics.since(Duration.ofDays(days)).stream()
                .map(ProvidersHandler::response)
                .toList()));
  }

  private static int days(@Nullable String written) {
    if (written == null) {
      return USUAL_DAYS;
    }
    if (!written.matches("[1-9][0-9]{0,3}") || Integer.parseInt(written) > MOST_DAYS) {
      throw new ProblemException(
          Problem.invalidQuery("days must be a number from 1 to " + MOST_DAYS + "."));
    }
    return Integer.parseInt(written);
  }

  private static ProviderResponse response(ProviderFigures figures) {
    return new ProviderResponse(
        figures.provider(),
        figures.askedFor(),
        figures.questions(),
        figures.answered(),
        figures.hits(),
        figures.failed(),
        figures.inDoubt(),
        ratio(BigDecimal.valueOf(figures.hits()), figures.answered()),
        new Latency(millis(figures.medianTook()), millis(figures.p95Took())),
        new Cost(figures.cost(), ratio(figures.cost(), figures.hits())),
        figures.failing(),
        figures.failingUntil() == null ? null : figures.failingUntil().toInstant().toString());
  }

  private static @Nullable BigDecimal ratio(BigDecimal part, int whole) {
    return whole == 0 ? null : part.divide(BigDecimal.valueOf(whole), 4, RoundingMode.HALF_UP);
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }
}
