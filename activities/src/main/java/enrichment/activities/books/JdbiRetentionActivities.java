package enrichment.activities.books;

import enrichment.store.privacy.Retention;
import enrichment.workflows.maintenance.RetentionActivities;
import enrichment.workflows.maintenance.RetentionResult;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Purges what lies in PostgreSQL. */
public final class JdbiRetentionActivities implements RetentionActivities {

  private static final Logger LOG = LoggerFactory.getLogger(JdbiRetentionActivities.class);

  /** Well within the time of an attempt. */
  private static final Duration ONE_GO = Duration.ofSeconds(10);

  private final Retention retention;
  private final Duration age;

  /**
   * @param age how long results are kept once their enrichment is closed
   */
  public JdbiRetentionActivities(Retention retention, Duration age) {
    this.retention = retention;
    this.age = age;
  }

  @Override
  public RetentionResult purgeResults() {
    var began = System.nanoTime();
    var all = RetentionResult.NOTHING;
    RetentionResult some;
    do {
      some = purgeSome();
      all = all.plus(some);
    } while (!some.equals(RetentionResult.NOTHING) && System.nanoTime() - began < ONE_GO.toNanos());
    if (!all.equals(RetentionResult.NOTHING)) {
      LOG.atInfo()
          .addKeyValue("enrichments", all.enrichments())
          .addKeyValue("contacts", all.contacts())
          .addKeyValue("removed", all.removed())
          .log("retention.purged");
    }
    return all;
  }

  /** Each in a transaction of its own: what was done before an interruption stays done. */
  private RetentionResult purgeSome() {
    var purged = retention.purge(age);
    var removed = retention.remove(Retention.KNOWN_AS_GONE);
    return new RetentionResult(purged.enrichments(), purged.contacts(), removed.contacts());
  }
}
