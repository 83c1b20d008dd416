package enrichment.store.plans;

import enrichment.store.TestDatabase;
import java.lang.StackWalker.StackFrame;
import org.jdbi.v3.core.config.JdbiConfig;

/** Where a statement is made: Jdbi gives each a configuration of its own at that moment. */
public final class StatementSite implements JdbiConfig<StatementSite> {

  private static final String PACKAGE = TestDatabase.class.getPackageName();

  private final String site;

  public StatementSite() {
    this("");
  }

  private StatementSite(String site) {
    this.site = site;
  }

  String site() {
    return site;
  }

  @Override
  public StatementSite createCopy() {
    return new StatementSite(
        StackWalker.getInstance()
            .walk(
                frames ->
                    frames
                        .filter(frame -> frame.getClassName().startsWith(PACKAGE + "."))
                        .filter(
                            frame -> !frame.getClassName().equals(StatementSite.class.getName()))
                        .findFirst()
                        .map(StatementSite::place)
                        .orElse("")));
  }

  private static String place(StackFrame frame) {
    return frame.getFileName() + ":" + frame.getLineNumber();
  }
}
