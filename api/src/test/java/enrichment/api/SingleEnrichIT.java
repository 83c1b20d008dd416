package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SingleEnrichIT {

  private static final String PATH = "/api/v2/contacts/single_enrich";

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
  void acceptsOneContactWhoseIdIsThatOfItsEnrichment() {
    var account = api.account(1, false);
    var answer = api.post(account, PATH, body("\"custom\": {\"crm_id\": \"4447901\"}"));

    assertThat(answer.status()).isEqualTo(202);
    var id = answer.body().get("enrichment_id").textValue();
    assertThat(answer.body().toString())
        .isEqualTo(
            "{\"enrichment_id\":\"%s\",\"first_name\":\"Ada\",\"last_name\":\"Lovelace\","
                    .formatted(id)
                + "\"status\":\"queued\",\"custom\":{\"crm_id\":\"4447901\"}}");
    assertThat(answer.header("Location")).isEqualTo("/api/v2/enrichments/" + id);
    var contact = api.get(account, "/api/v2/contacts/" + id);
    assertThat(contact.status()).isEqualTo(200);
    assertThat(contact.body().get("contact_id").textValue()).isEqualTo(id);
    assertThat(contact.body().get("enrichment_id").textValue()).isEqualTo(id);
    assertThat(api.get(account, answer.header("Location")).body().at("/contacts/total").intValue())
        .isEqualTo(1);
  }

  @Test
  void echoesCustomValuesAsTheyWereWritten() {
    var account = api.account(1, false);
    var answer =
        api.post(
            account,
            PATH,
            body(
                """
                "custom": { "z" : 1.10, "a": [1e400, 12345678901234567890, -0, 1E5, 0.1e-7],
                  "text": "Zo\\u00e9 \\"\\n🙂", "custom": {"custom": {}}, "n": null, "t": true}"""));
    var custom =
        """
        {"z":1.10,"a":[1e400,12345678901234567890,-0,1E5,0.1e-7],\
        "text":"Zoé \\"\\n🙂","custom":{"custom":{}},"n":null,"t":true}""";

    assertThat(answer.response().body()).endsWith(",\"custom\":" + custom + "}");
    var id = answer.body().get("enrichment_id").textValue();
    assertThat(api.get(account, "/api/v2/contacts/" + id).response().body())
        .contains("\"custom\":" + custom + ",\"provider\"");
  }

  @Test
  void answersNullForNoCustom() {
    var answer = api.post(api.account(1, false), PATH, body("\"custom\": null"));
    assertThat(answer.status()).isEqualTo(202);
    assertThat(answer.body().get("custom").isNull()).isTrue();
  }

  @Test
  void keepsTheWebhookUrlInItsCanonicalForm() {
    var account = api.account(1, false);
    var url = "HTTP://\uff19\uff13.184.216.34:80?a=é#here";
    assertThat(api.post(account, PATH, body("\"webhook_url\": \"%s\"".formatted(url))).status())
        .isEqualTo(202);
    assertThat(api.webhookUrl(account)).isEqualTo("http://93.184.216.34/?a=%C3%A9");
  }

  @Test
  void takesNoSecondContact() {
    var answer = api.post(api.account(1, false), PATH, Bodies.bulk("email", 1));
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("errors").findValuesAsText("pointer"))
        .containsExactly("/firstname", "/lastname", "/domain");
  }

  @Test
  void refusesWhatTheBalanceCannotPay() {
    var account = api.account(0, false);
    var answer = api.post(account, PATH, body("\"custom\": {}"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("detail").textValue())
        .isEqualTo("This contact needs 1 credit; 0 are available.");
    assertThat(api.count(account)).isZero();
  }

  private static String body(String members) {
    return """
        {"enrichment_type": ["email"], "firstname": " Ada ", "lastname": "Lovelace",
         "company_name": "Analytical Engines", %s}"""
        .formatted(members);
  }
}
