package enrichment.store.sql;

import java.sql.SQLException;
import java.util.stream.Stream;

/** What PostgreSQL, its driver or the pool said, behind what libraries make of it. */
public final class SqlFailures {

  /** Enough for any chain, and an end where one leads back to itself. */
  private static final int MOST_CAUSES = 20;

  /** The outermost first. */
  public static Stream<SQLException> in(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .limit(MOST_CAUSES)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast);
  }

  private SqlFailures() {}
}
