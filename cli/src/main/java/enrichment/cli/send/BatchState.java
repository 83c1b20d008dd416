package enrichment.cli.send;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a batch is.
 *
 * @param sentAt when it was first sent, if it may have been taken on
 * @param maxCredits what it was sent with
 * @param refusedRows reasons of the server's against rows of it, by their place in the batch; the
 *     others are sent
 * @param enrichmentId by which the server knows it, once it was taken on
 * @param tally what came of it, once it has ended
 */
record BatchState(
    @Nullable Instant sentAt,
    @Nullable Long maxCredits,
    Map<Integer, String> refusedRows,
    @Nullable String enrichmentId,
    @Nullable Tally tally) {

  static final BatchState NEW = new BatchState(null, null, Map.of(), null, null);

  BatchState sent(Instant at, @Nullable Long credits) {
    return new BatchState(at, credits, refusedRows, null, null);
  }

  /** Nothing was taken on, so it may be sent again, and otherwise. */
  BatchState refused(Map<Integer, String> rows) {
    return new BatchState(null, null, rows, null, null);
  }

  BatchState accepted(String id) {
    return new BatchState(sentAt, maxCredits, refusedRows, id, null);
  }

  BatchState done(Tally result) {
    return new BatchState(sentAt, maxCredits, refusedRows, enrichmentId, result);
  }
}
