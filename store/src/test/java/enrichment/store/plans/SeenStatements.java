package enrichment.store.plans;

import enrichment.store.TestDatabase;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** What the tests of this process have had run on the databases of {@link TestDatabase}. */
public final class SeenStatements {

  private static final Map<String, SeenStatement> SEEN = new ConcurrentHashMap<>();

  /** Where they stand in the source that is not a test. */
  private static final Set<String> SITES = ConcurrentHashMap.newKeySet();

  private static final AtomicLong COUNT = new AtomicLong();

  public static long count() {
    return COUNT.get();
  }

  public static void watch(Jdbi jdbi) {
    jdbi.configure(StatementSite.class, site -> {});
    jdbi.setSqlLogger(
        new SqlLogger() {
          @Override
          public void logBeforeExecution(StatementContext context) {
            COUNT.incrementAndGet();
            note(context);
          }
        });
  }

  private static void note(StatementContext context) {
    var site = context.getConfig(StatementSite.class).site();
    if (!StatementSources.has(site)) {
      return;
    }
    SITES.add(site);
    // The values of a batch are not to be had here. Each of its rows is written by its key.
    if (context.describeJdbiStatementType().equals("PreparedBatch")) {
      return;
    }
    var seen = SeenStatement.of(context);
    if (!SEEN.containsKey(seen.key())) {
      SEEN.putIfAbsent(seen.key(), seen.on(context.getConnection()));
    }
  }

  static Collection<SeenStatement> all() {
    return SEEN.values();
  }

  static Set<String> sites() {
    return Set.copyOf(SITES);
  }

  private SeenStatements() {}
}
