package enrichment.activities;

import enrichment.store.Retention;
import enrichment.workflows.RetentionActivities;
import enrichment.workflows.RetentionResult;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Purges what lies in PostgreSQL. */
public final class JdbiRetentionActivities implements RetentionActivities {

  private static final Logger LOG = LoggerFactory.getLogger(JdbiRetentionActivities.class);

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
    var purged = retention.purge(age);
    if (purged.enrichments() > 0) {
      LOG.atInfo()
          .addKeyValue("enrichments", purged.enrichments())
          .addKeyValue("contacts", purged.contacts())
          .log("retention.purged");
    }
    return new RetentionResult(purged.enrichments(), purged.contacts());
  }
}
