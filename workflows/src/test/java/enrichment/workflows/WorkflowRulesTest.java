package enrichment.workflows;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nothing in this module does what a replay could not repeat. */
class WorkflowRulesTest {

  private static final JavaClasses WORKFLOWS =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("enrichment.workflows");

  private static final JavaClasses SINS =
      new ClassFileImporter().importClasses(SinfulWorkflow.class);

  @ParameterizedTest
  @EnumSource
  void theWorkflowsKeepEveryRule(WorkflowRule rule) {
    rule.rule().check(WORKFLOWS);
  }

  @ParameterizedTest
  @EnumSource
  void everyRuleCatchesAWorkflowThatBreaksIt(WorkflowRule rule) {
    ArchRule strict = rule.rule();

    assertThatThrownBy(() -> strict.check(SINS))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(SinfulWorkflow.class.getSimpleName());
  }
}
