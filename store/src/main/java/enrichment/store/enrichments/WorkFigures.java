package enrichment.store.enrichments;

import enrichment.store.sql.Database;
import enrichment.store.sql.IndexesAlone;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** What is under way over all accounts, for those who watch over it. */
public final class WorkFigures {

  /** Up to so many are counted. Of more, PostgreSQL's statistics say about how many there are. */
  private static final int MOST_COUNTED = 10_000;

  private static final String OPEN =
      "enrichment where state = 'ACCEPTED' and settled_at is null and closed_at is null";

  private static final String UNDELIVERED =
      "enrichment where state = 'ACCEPTED' and settled_at is not null and closed_at is null";

  private final Jdbi jdbi;

  public WorkFigures(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * Exact up to 10,000 of each.
   *
   * @param open enrichments that were accepted, with contacts that are not final
   * @param oldest since when the oldest of them was; zero when there is none
   * @param undelivered enrichments whose contacts are final, and whose deliveries have not ended
   * @param oldestUndelivered since when the first of them is settled; zero when there is none
   * @param pendingMessages webhooks that are neither delivered nor given up
   * @param openReceivers receivers, as one account each knows them, that are sent nothing but
   *     probes
   */
  public record Work(
      long open,
      Duration oldest,
      long undelivered,
      Duration oldestUndelivered,
      long pendingMessages,
      long openReceivers) {}

  /** Looks at what is under way alone, at none of it more than at a part. */
  public Work read() {
    return jdbi.inTransaction(
        handle -> {
          IndexesAlone.forTransaction(handle);
          return handle
              .createQuery(
                  "select "
                      + count(OPEN, "enrichment_unsettled_since")
                      + " as open, "
                      + age("decided_at", OPEN)
                      + " as oldest, "
                      + count(UNDELIVERED, "enrichment_undelivered_since")
                      + " as undelivered, "
                      + age("settled_at", UNDELIVERED)
                      + " as oldest_undelivered, "
                      + count("delivery where state = 'PENDING'", "delivery_pending")
                      + " as pending, "
                      + "(select count(*) from webhook_receiver where open_until is not null)"
                      + " as receivers")
              .bind("most", MOST_COUNTED)
              .map(
                  (row, context) ->
                      new Work(
                          row.getLong("open"),
                          Duration.ofSeconds(row.getLong("oldest")),
                          row.getLong("undelivered"),
                          Duration.ofSeconds(row.getLong("oldest_undelivered")),
                          row.getLong("pending"),
                          row.getLong("receivers")))
              .one();
        });
  }

  private static String count(String rows, String index) {
    return """
    (select case when count(*) < :most then count(*) else greatest(count(*), (
        select reltuples::bigint from pg_class where oid = to_regclass('%s'))) end
      from (select from %s limit :most) counted)
    """
        .formatted(index, rows);
  }

  private static String age(String since, String rows) {
    return "(select coalesce(extract(epoch from now() - min(%s)), 0) from %s)"
        .formatted(since, rows);
  }
}
