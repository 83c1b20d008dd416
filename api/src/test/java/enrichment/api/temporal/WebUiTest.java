package enrichment.api.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class WebUiTest {

  private static final UUID ACCOUNT = UUID.fromString("01a20546-4d2a-7b10-9a55-3f0c5f0f7f11");

  private final WebUi webUi = new WebUi("http://localhost:8233", "sales & more");

  @Test
  void linksToAWorkflow() {
    assertThat(webUi.workflow("bulk-enrichment/01a2"))
        .isEqualTo(
            "http://localhost:8233/namespaces/sales%20%26%20more/workflows/bulk-enrichment%2F01a2");
  }

  @Test
  void linksToTheWorkflowsOfAnAccount() {
    assertThat(webUi.workflowsOf(ACCOUNT))
        .endsWith("/workflows?query=AccountId%20%3D%20%2701a20546-4d2a-7b10-9a55-3f0c5f0f7f11%27");
  }

  @Test
  void linksNowhereWhereNobodyHasSaidWhereItIs() {
    var unknown = new WebUi(null, "default");
    assertThat(unknown.workflow("x")).isNull();
    assertThat(unknown.workflowsOf(ACCOUNT)).isNull();
  }
}
