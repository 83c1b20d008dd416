package enrichment.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The wall clock can be set at any moment: what waits, or has a deadline, counts by {@code
 * System.nanoTime}. These say what time it is, or compare it with a time that somebody else says.
 */
class WallClockTest {

  /** Each with what it needs a time of day for. */
  private static final Set<String> ALLOWED =
      Set.of(
          // An expiry that a client has chosen.
          "enrichment.api.keys.NewKeyRequest",
          // A Retry-After that is a date.
          "enrichment.cli.kit.ApiClient",
          "enrichment.providers.http.VendorClient",
          // How long the server remembers a key, over several runs of the client.
          "enrichment.cli.send.BatchSender",
          "enrichment.cli.send.Journal",
          // The age of a ticket, which outlives the process.
          "enrichment.providers.finder.EmailFinderKind",
          "enrichment.worker.Providers",
          // The age of runs, which Temporal says in times of day.
          "enrichment.activities.books.TemporalReconciliationActivities",
          // When a worker was last seen, which Temporal says so too.
          "enrichment.temporal.TaskQueuePollers",
          // What has come in since, which PostgreSQL says in times of day.
          "enrichment.worker.LeftoverQueues",
          // When an attempt was made, for its log and its signature.
          "enrichment.activities.webhooks.HttpWebhookActivities");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("enrichment");

  @Test
  void nothingElseAsksTheWallClock() {
    rule(ALLOWED).check(CLASSES);
  }

  @Test
  void eachOfThemDoes() {
    for (var each : ALLOWED) {
      var others = new HashSet<>(ALLOWED);
      others.remove(each);
      assertThat(rule(others).evaluate(CLASSES).getFailureReport().toString()).contains(each);
    }
  }

  private static ArchRule rule(Set<String> allowed) {
    return noClasses()
        .that(describe("need no time of day", type -> !allowed.contains(type.getFullName())))
        .should()
        .callCodeUnitWhere(describe("it reads the wall clock", WallClockTest::readsTheWallClock));
  }

  private static boolean readsTheWallClock(JavaCall<?> call) {
    var owner = call.getTargetOwner().getFullName();
    var name = call.getTarget().getName();
    return owner.equals("java.lang.System") && name.equals("currentTimeMillis")
        || owner.startsWith("java.time.") && name.equals("now")
        || owner.equals("java.time.Clock") && name.startsWith("system")
        || owner.equals("java.time.InstantSource") && name.equals("system")
        || owner.equals("java.util.Date") && name.equals("<init>");
  }
}
