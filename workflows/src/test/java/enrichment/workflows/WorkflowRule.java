package enrichment.workflows;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.stream.BaseStream;

/** What makes workflow code deterministic, as far as compiled classes can tell. */
enum WorkflowRule {
  ONLY_ALLOWED_LIBRARIES(
      noClasses()
          .should()
          .dependOnClassesThat(
              DescribedPredicate.not(
                  resideInAnyPackage(
                      "enrichment.workflows..",
                      "enrichment.domain..",
                      "java..",
                      "io.temporal..",
                      "org.jspecify..",
                      "org.slf4j..")))),
  NO_STREAMS_AND_FILES(noUseOf("java\\.io\\..*|java\\.nio\\.(file|channels)\\..*")),
  NO_NETWORK(noUseOf("javax?\\.net\\..*")),
  NO_DATABASE(noUseOf("javax?\\.sql\\..*")),
  NO_LOCKS_AND_EXECUTORS(noUseOf("java\\.util\\.concurrent\\..*")),
  NO_THREADS(noUseOf("java\\.lang\\.(.*Thread.*|Runtime|Process.*)")),
  NO_TIMERS(noUseOf("java\\.util\\.Timer(Task)?")),
  NO_RANDOM_CLASSES(
      noUseOf("java\\.util\\.(Splittable)?Random|java\\.util\\.random\\..*|java\\.security\\..*")),
  NO_RANDOM_NUMBERS(noAccessTo(nameMatching("java\\.lang\\.(Strict)?Math"), "random")),
  NO_RANDOM_IDS(noAccessTo(nameMatching("java\\.util\\.UUID"), "randomUUID")),
  NO_SHUFFLING(noAccessTo(nameMatching("java\\.util\\.Collections"), "shuffle")),
  NO_SYSTEM_CLOCK(noAccessTo(nameMatching("java\\.lang\\.System"), "currentTimeMillis|nanoTime")),
  NO_TIME_OF_DAY(noAccessTo(resideInAPackage("java.time.."), "now|system.*|tick.*")),
  NO_DATES(noUseOf("java\\.util\\.(Date|Calendar|GregorianCalendar)")),
  NO_ENVIRONMENT(
      noAccessTo(nameMatching("java\\.lang\\.System"), "getenv|getProperty|getProperties")),
  NO_MONITORS(noAccessTo(assignableTo(Object.class), "wait|notify|notifyAll")),
  NO_PARALLEL_STREAMS(noAccessTo(assignableTo(BaseStream.class), "parallel")),
  NO_PARALLEL_COLLECTIONS(noAccessTo(assignableTo(Collection.class), "parallelStream")),
  /** Such a logger writes every line again on replay; {@code Workflow.getLogger} does not. */
  NO_OTHER_LOGGERS(noUseOf("org\\.slf4j\\.LoggerFactory|java\\.util\\.logging\\..*")),
  NO_MUTABLE_STATIC_FIELDS(fields().that().areStatic().should().haveModifier(FINAL));

  private final ArchRule rule;

  WorkflowRule(ArchRule rule) {
    this.rule = rule;
  }

  ArchRule rule() {
    return rule.as(name());
  }

  private static ArchRule noUseOf(String classNames) {
    return noClasses().should().dependOnClassesThat(nameMatching(classNames));
  }

  /** Calls and method references alike. */
  private static ArchRule noAccessTo(
      DescribedPredicate<? super JavaClass> owner, String memberNames) {
    return noClasses()
        .should()
        .accessTargetWhere(
            DescribedPredicate.<JavaAccess<?>>describe(
                memberNames,
                access ->
                    owner.test(access.getTargetOwner()) && access.getName().matches(memberNames)));
  }
}
