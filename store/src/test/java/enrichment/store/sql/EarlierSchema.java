package enrichment.store.sql;

import java.util.Map;
import org.flywaydb.core.Flyway;

/** The schema of an earlier version. */
final class EarlierSchema {

  /** Without a lock that is a transaction, for which an index that is built concurrently waits. */
  static void migrate(String url, String version) {
    Flyway.configure()
        .dataSource(url, null, null)
        .configuration(Map.of("flyway.postgresql.transactional.lock", "false"))
        .target(version)
        .load()
        .migrate();
  }

  private EarlierSchema() {}
}
