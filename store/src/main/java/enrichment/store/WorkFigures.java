package enrichment.store;

import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** What is under way over all accounts, for whoever watches over it. */
public final class WorkFigures {

  private final Jdbi jdbi;

  public WorkFigures(Database database) {
    this.jdbi = database.jdbi();
  }

  /**
   * @param open enrichments that were accepted and are not closed
   * @param oldest since when the oldest of them is; zero when there is none
   * @param pendingMessages webhooks that are neither delivered nor given up
   * @param openReceivers receivers, as one account each knows them, that are sent nothing but
   *     probes
   */
  public record Work(long open, Duration oldest, long pendingMessages, long openReceivers) {}

  /** Looks at what is open alone, and not at all that ever was. */
  public Work read() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    with open as (
                      select enrichment_id, decided_at from enrichment
                      where state = 'ACCEPTED' and closed_at is null)
                    select (select count(*) from open) as open,
                      (select coalesce(extract(epoch from now() - min(decided_at)), 0) from open)
                        as oldest,
                      (select count(*) from delivery d
                       where d.state = 'PENDING' and d.redelivery_id is null
                         and d.enrichment_id in (select enrichment_id from open))
                      + (select count(*) from delivery
                         where state = 'PENDING' and redelivery_id is not null) as pending,
                      (select count(*) from webhook_receiver where open_until is not null)
                        as receivers
                    """)
                .map(
                    (row, context) ->
                        new Work(
                            row.getLong("open"),
                            Duration.ofSeconds(row.getLong("oldest")),
                            row.getLong("pending"),
                            row.getLong("receivers")))
                .one());
  }
}
