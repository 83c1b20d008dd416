package enrichment.api.http;

import enrichment.store.sql.SqlFailures;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/** Tells an unreachable PostgreSQL from a statement that went wrong. */
public final class DatabaseOutage {

  /**
   * Connection exceptions, too many connections, and a server that is starting or stopping:
   * PostgreSQL's error codes, appendix A of its documentation.
   */
  private static final Set<String> CLASSES = Set.of("08", "53", "57");

  public static boolean caused(Throwable failure) {
    return SqlFailures.in(failure).anyMatch(DatabaseOutage::isOutage);
  }

  private static boolean isOutage(SQLException e) {
    // The second is the pool's: no connection became free, or could be made, in time.
    return (e.getSQLState() != null
            && e.getSQLState().length() == 5
            && CLASSES.contains(e.getSQLState().substring(0, 2)))
        || e instanceof SQLTransientConnectionException;
  }

  private DatabaseOutage() {}
}
