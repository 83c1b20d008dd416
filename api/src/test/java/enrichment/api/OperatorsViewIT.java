package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the operator sees of accounts' enrichments, and the way from there to their runs. */
@Timeout(60)
class OperatorsViewIT {

  private static final String WORKFLOWS = "http://ui.example/namespaces/default/workflows";

  private static final String SINGLE =
      """
      {"enrichment_type": ["email"], "firstname": "Ada", "lastname": "Lovelace",
       "domain": "analytical.example"}""";

  private static RunningApi api;

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void seesAnybodysEnrichmentAndItsWorkflow() {
    var account = api.account(100, false);
    var enrichmentId =
        api.bulk(account, Bodies.bulk("email", 2)).body().get("enrichment_id").textValue();

    var answer = get("/admin/enrichments/" + enrichmentId);

    assertThat(answer.status()).isEqualTo(200);
    var enrichment = answer.body();
    assertThat(enrichment.get("account_id").textValue()).isEqualTo(account.id().toString());
    assertThat(enrichment.get("enrichment_id").textValue()).isEqualTo(enrichmentId);
    assertThat(enrichment.at("/contacts/total").intValue()).isPositive();
    assertThat(enrichment.get("workflow_id").textValue())
        .isEqualTo("bulk-enrichment/" + enrichmentId);
    assertThat(enrichment.get("web_ui").textValue())
        .isEqualTo(WORKFLOWS + "/bulk-enrichment%2F" + enrichmentId);
  }

  @Test
  void aSingleEnrichmentHasTheWorkflowOfAContact() {
    var account = api.account(100, false);
    var enrichmentId =
        api.post(account, "/api/v2/contacts/single_enrich", SINGLE)
            .body()
            .get("enrichment_id")
            .textValue();

    assertThat(get("/admin/enrichments/" + enrichmentId).body().get("workflow_id").textValue())
        .isEqualTo("contact-enrichment/" + enrichmentId);
  }

  @Test
  void knowsNoEnrichmentThatIsNone() {
    assertThat(get("/admin/enrichments/" + UUID.randomUUID()).status()).isEqualTo(404);
    assertThat(get("/admin/enrichments/x").status()).isEqualTo(404);
  }

  @Test
  void anAccountHasALinkToItsWorkflows() {
    var account = api.account(0, false);
    assertThat(get("/admin/accounts/" + account.id()).body().get("web_ui").textValue())
        .isEqualTo(WORKFLOWS + "?query=AccountId%20%3D%20%27" + account.id() + "%27");
    assertThat(api.get(account, "/api/v2/account").body().has("web_ui"))
        .as("that is the operator's")
        .isFalse();
  }

  private static RunningApi.Answer get(String path) {
    return api.send(
        "GET", path, BodyPublishers.noBody(), "Authorization", "Bearer " + RunningApi.ADMIN_TOKEN);
  }
}
