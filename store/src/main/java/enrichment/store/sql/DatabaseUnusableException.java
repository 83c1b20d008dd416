package enrichment.store.sql;

import java.sql.SQLException;
import java.util.Set;

/**
 * The database cannot be reached, cannot be used, or its schema cannot be brought up to date in
 * time. Another start may go well. The message is one sentence that can be shown: it has no
 * password and nothing of a row in it.
 */
public final class DatabaseUnusableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * No connection, wrong user or password, no such database: what the server says then is about the
   * URL alone. Error codes of PostgreSQL, appendix A of its documentation.
   */
  private static final Set<String> ABOUT_THE_URL = Set.of("08", "28", "3D");

  DatabaseUnusableException(String message, Throwable cause) {
    super(message, cause);
  }

  static DatabaseUnusableException because(RuntimeException cause) {
    return new DatabaseUnusableException(
        "PostgreSQL cannot be reached, or not be used, at DATABASE_URL" + reason(cause) + ".",
        cause);
  }

  private static String reason(Throwable failure) {
    return SqlFailures.in(failure)
        .filter(DatabaseUnusableException::isAboutTheUrl)
        .findFirst()
        .flatMap(cause -> cause.getMessage().lines().findFirst())
        .map(line -> ": " + line.replaceFirst("\\.$", ""))
        .orElse("");
  }

  private static boolean isAboutTheUrl(SQLException e) {
    var state = e.getSQLState();
    return state != null && state.length() == 5 && ABOUT_THE_URL.contains(state.substring(0, 2));
  }
}
