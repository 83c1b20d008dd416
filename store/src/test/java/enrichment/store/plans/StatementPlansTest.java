package enrichment.store.plans;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * Every statement of this module, as the other tests have had it run, is explained and run on a
 * database that has grown. It comes last, and with the whole module alone: what a test of this
 * process has not run is not seen.
 */
@Order(Integer.MAX_VALUE)
class StatementPlansTest {

  private static final String ALL = "enrichment/store/**/*Test";

  private static final int CONTACTS = Integer.getInteger("grown.contacts", 50_000);

  /** More than the contacts of a page of batches are not looked at for one answer. */
  private static final int ROWS = 20_000;

  /** By file and a part of the text: why it may. */
  private static final Map<String, String> EXEMPT =
      Map.of(
          "Directory.java: not exists (select from directory_person)",
          "the first row that comes is enough",
          "LedgerFigures.java: from credit_entry where entry_id > ?",
          "what has come since the sum was kept, which in a test is everything");

  @BeforeEach
  void allTestsOfTheModuleAreRun() {
    assumeThat(System.getProperty("test", ALL)).startsWith(ALL);
  }

  @Test
  void everyStatementIsSeen() {
    var unseen = new TreeSet<>(StatementSources.all());
    unseen.removeAll(SeenStatements.sites());
    // It is run as a database is opened, before anybody looks: of a table of one row.
    unseen.removeIf(site -> site.startsWith("IdentityHashes.java:"));
    assertThat(unseen).as("statements that no test of this module runs").isEmpty();
  }

  @Test
  void noStatementReadsATableThatGrows() throws SQLException {
    var problems = new ArrayList<String>();
    try (var database = GrownDatabase.fill(CONTACTS)) {
      for (var seen : SeenStatements.all()) {
        if (seen.hasPlan() && !isExempt(seen)) {
          var reads = database.reads(seen);
          if (!reads.whole().isEmpty() || reads.rows() > ROWS) {
            problems.add(
                "%s reads %d rows, whole %s:\n%s"
                    .formatted(seen.site(), reads.rows(), reads.whole(), seen.sql()));
          }
        }
      }
    }
    assertThat(problems).isEmpty();
  }

  private static boolean isExempt(SeenStatement seen) {
    return EXEMPT.keySet().stream()
        .anyMatch(
            exempt -> {
              var parts = exempt.split(": ", 2);
              return seen.site().startsWith(parts[0]) && seen.sql().contains(parts[1]);
            });
  }
}
