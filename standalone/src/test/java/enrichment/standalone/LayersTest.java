package enrichment.standalone;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The directions in which the modules see each other, and who may use which library. */
class LayersTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("enrichment");

  private static final String[] TEMPORAL = {"io.temporal.."};
  private static final String[] SQL = {
    "org.jdbi..", "java.sql..", "javax.sql..", "org.postgresql.."
  };
  private static final String[] METRICS = {"io.micrometer..", "io.prometheus.."};
  private static final String[] HTTP = {
    "io.javalin..",
    "jakarta.servlet..",
    "org.eclipse.jetty..",
    "org.apache.hc..",
    "java.net.http..",
    "com.sun.net.httpserver.."
  };

  @ParameterizedTest
  @CsvSource({
    "domain, ''",
    "workflows, domain",
    "store, domain",
    "providers, domain",
    "temporal, workflows domain",
    "replay, temporal workflows domain",
    "observability, workflows store domain",
    "activities, temporal workflows providers store domain",
    "api, observability temporal workflows store domain",
    "worker, activities observability temporal workflows providers store domain",
    "cli, ''"
  })
  void everyModuleSeesOnlyThoseBelowIt(String module, String below) {
    seesOnly(module, below.split(" ")).check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({
    "store.identity, ''",
    "store.sql, identity",
    "store.credits, sql",
    "store.accounts, sql",
    "store.directory, sql identity",
    "store.contacts, directory sql identity",
    "store.lookups, contacts sql identity",
    "store.people, lookups contacts directory sql identity",
    "store.webhooks, contacts accounts sql",
    "store.enrichments, webhooks people lookups contacts accounts credits sql identity",
    "store.privacy, enrichments people lookups contacts accounts sql identity",
    "workflows.steps, ''",
    "workflows.webhooks, steps",
    "workflows.maintenance, steps",
    "workflows.webui, webhooks",
    "observability.logging, ''",
    "observability.metrics, ''",
    "observability.tracing, logging"
  })
  void everyRoomSeesOnlyThoseBelowIt(String room, String below) {
    roomSeesOnly(room, below.split(" ")).check(CLASSES);
  }

  @ParameterizedTest
  @CsvSource({"lookups, webhooks books", "webhooks, lookups books", "books, webhooks"})
  void theRoomsOfActivitiesAreApart(String room, String others) {
    noClasses()
        .that(resideInAPackage("enrichment.activities." + room))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                Stream.of(others.split(" "))
                    .map(other -> "enrichment.activities." + other)
                    .toArray(String[]::new)))
        .check(CLASSES);
  }

  @Test
  void nobodyButStandaloneUsesTheWorker() {
    nobodyUsesTheWorkerBut("standalone").check(CLASSES);
  }

  @Test
  void theApiKnowsNoImplementation() {
    knowsNoImplementation("api").check(CLASSES);
  }

  @Test
  void theDomainIsWordsAlone() {
    usesNone("domain", TEMPORAL, SQL, HTTP, METRICS).check(CLASSES);
  }

  @Test
  void theStoreKnowsPostgresAndNothingElse() {
    usesNone("store", TEMPORAL, HTTP, METRICS).check(CLASSES);
  }

  @Test
  void providersKnowNothingOfWorkflowsOrTheDatabase() {
    usesNone("providers", TEMPORAL, SQL, METRICS).check(CLASSES);
  }

  @Test
  void theCommandLineSpeaksHttpAlone() {
    usesNone("cli", TEMPORAL, SQL).check(CLASSES);
  }

  @Test
  void workflowsDoNoInputOrOutput() {
    usesNone("workflows", SQL, HTTP, METRICS, new String[] {"java.net..", "java.nio.file.."})
        .check(CLASSES);
  }

  @Test
  void temporalIsSeenFromOutside() {
    usesNone("temporal", SQL, HTTP).check(CLASSES);
    knowsNoImplementation("temporal").check(CLASSES);
  }

  @Test
  void metricsKnowNothingOfTemporalOrStatements() {
    usesNone("observability.metrics", TEMPORAL, SQL).check(CLASSES);
  }

  @Test
  void jdbiStaysInTheStore() {
    noClasses()
        .that(not(resideInAPackage("enrichment.store..")))
        .should()
        .dependOnClassesThat(resideInAPackage("org.jdbi.."))
        .check(CLASSES);
  }

  @Test
  void theRulesBite() {
    assertBites(nobodyUsesTheWorkerBut("api"), "enrichment.worker.EnrichmentWorker");
    assertBites(seesOnly("standalone", "api", "store", "domain"), "enrichment.worker");
    assertBites(seesOnly("activities", "store", "domain"), "enrichment.workflows");
    assertBites(roomSeesOnly("store.privacy", "sql"), "enrichment.store.people");
    assertBites(knowsNoImplementation("worker"), "BulkEnrichmentWorkflowImpl");
    assertBites(usesNone("store", SQL), "org.jdbi");
    assertBites(usesNone("workflows", TEMPORAL), "io.temporal");
    assertBites(usesNone("api", HTTP), "io.javalin");
    assertBites(usesNone("providers", HTTP), "org.apache.hc");
    assertBites(usesNone("activities", HTTP), "org.apache.hc");
    assertBites(usesNone("cli", HTTP), "java.net.http");
    assertBites(usesNone("activities", METRICS), "io.micrometer");
    assertBites(usesNone("observability.metrics", METRICS), "io.prometheus");
  }

  private static void assertBites(ArchRule rule, String at) {
    assertThat(rule.evaluate(CLASSES).getFailureReport().getDetails())
        .as(rule.getDescription())
        .anySatisfy(violation -> assertThat(violation).contains(at));
  }

  private static ArchRule seesOnly(String module, String... below) {
    var seen =
        Stream.concat(Stream.of(module), Stream.of(below))
            .filter(name -> !name.isEmpty())
            .map(LayersTest::packageOf)
            .toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(packageOf(module)))
        .should()
        .dependOnClassesThat(resideInAPackage("enrichment..").and(not(resideInAnyPackage(seen))));
  }

  /** Of what is in its own module. */
  private static ArchRule roomSeesOnly(String room, String... below) {
    var module = room.substring(0, room.indexOf('.'));
    var seen =
        Stream.concat(
                Stream.of(room),
                Stream.of(below).filter(name -> !name.isEmpty()).map(name -> module + "." + name))
            .map(LayersTest::packageOf)
            .toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(packageOf(room)))
        .should()
        .dependOnClassesThat(
            resideInAPackage(packageOf(module)).and(not(resideInAnyPackage(seen))));
  }

  private static ArchRule nobodyUsesTheWorkerBut(String module) {
    return noClasses()
        .that(not(resideInAnyPackage(packageOf("worker"), packageOf(module))))
        .should()
        .dependOnClassesThat(resideInAPackage(packageOf("worker")));
  }

  private static ArchRule knowsNoImplementation(String module) {
    return noClasses()
        .that(resideInAPackage(packageOf(module)))
        .should()
        .dependOnClassesThat()
        .haveNameMatching("enrichment\\..*Impl");
  }

  private static ArchRule usesNone(String module, String[]... libraries) {
    return noClasses()
        .that(resideInAPackage(packageOf(module)))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(Stream.of(libraries).flatMap(Stream::of).toArray(String[]::new)));
  }

  private static String packageOf(String module) {
    return "enrichment." + module + "..";
  }
}
