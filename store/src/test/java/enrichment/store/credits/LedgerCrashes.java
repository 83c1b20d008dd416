package enrichment.store.credits;

import java.sql.SQLException;
import java.util.Random;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Ends a thread's transactions at a random point, before or after any of its statements: by a
 * statement that fails, or by the end of the server's process for the connection.
 */
final class LedgerCrashes implements SqlLogger {

  private static final String FAIL = "select 1 / 0";
  private static final String DIE = "select pg_terminate_backend(pg_backend_pid())";

  private static final class Crash extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Crash(SQLException cause) {
      super(cause);
    }
  }

  private static final class Plan {
    int points;
    String how = FAIL;
    boolean crashed;
  }

  private final ThreadLocal<Plan> plans = new ThreadLocal<>();

  /** Runs it, perhaps more than once: after a crash, and when the answer of a success was lost. */
  void survive(Random random, Runnable step) {
    var plan = new Plan();
    plan.points = random.nextInt(12);
    plan.how = random.nextInt(10) == 0 ? DIE : FAIL;
    if (random.nextInt(5) == 0) {
      plans.set(plan);
      try {
        step.run();
      } catch (RuntimeException e) {
        if (!plan.crashed) {
          throw e;
        }
      } finally {
        plans.remove();
      }
      if (!plan.crashed && random.nextBoolean()) {
        return;
      }
    }
    step.run();
  }

  @Override
  public void logBeforeExecution(StatementContext context) {
    point(context);
  }

  @Override
  public void logAfterExecution(StatementContext context) {
    point(context);
  }

  private void point(StatementContext context) {
    var plan = plans.get();
    if (plan == null || plan.crashed || plan.points-- > 0) {
      return;
    }
    plan.crashed = true;
    try (var statement = context.getConnection().createStatement()) {
      statement.execute(plan.how);
    } catch (SQLException e) {
      throw new Crash(e);
    }
  }
}
