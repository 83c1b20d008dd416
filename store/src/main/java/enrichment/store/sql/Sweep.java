package enrichment.store.sql;

import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/**
 * Deletes old rows a thousand at a time, each time in a transaction of its own: none holds locks
 * for long, and what is interrupted goes on the next time.
 */
public final class Sweep {

  private static final int ROWS = 1_000;

  private static final String DELETE =
      """
      delete from %1$s where (%2$s) in (
        select %2$s from %1$s where %3$s order by %4$s limit :rows
        for update skip locked)
      """;

  private final String statement;

  private Sweep(String statement) {
    this.statement = statement;
  }

  /**
   * @param key the columns of the primary key
   * @param old a condition with {@code :age}
   * @param by the column that an index has in order
   */
  public static Sweep of(String table, List<String> key, String old, String by) {
    return new Sweep(DELETE.formatted(table, String.join(", ", key), old, by));
  }

  /**
   * @param age how old rows are, at least
   * @return how many were deleted
   */
  public int run(Jdbi jdbi, Duration age) {
    var all = 0;
    for (var deleted = ROWS; deleted == ROWS; all += deleted) {
      deleted =
          jdbi.inTransaction(
              handle -> {
                IndexesAlone.forTransaction(handle);
                return handle.createUpdate(statement).bind("age", age).bind("rows", ROWS).execute();
              });
    }
    return all;
  }
}
