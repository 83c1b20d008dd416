package enrichment.api;

import static enrichment.api.Bodies.bulk;
import static enrichment.api.Bodies.bulkWith;
import static enrichment.api.Bodies.contactWith;
import static enrichment.api.Bodies.contactWithout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import enrichment.api.temporal.EnrichmentStarter;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the table of refusals, one by one. No worker is needed: nothing gets that far. */
@Timeout(60)
class RefusalsIT {

  private static RunningApi api;
  private static RunningApi.TestAccount account;

  @BeforeAll
  static void start() {
    api = RunningApi.withoutWorker(EnrichmentStarter.DECISION_TIMEOUT);
    account = api.account(10_000, true);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @AfterEach
  void nothingIsKept() {
    assertThat(api.count(account)).isZero();
  }

  static Stream<Arguments> brokenRules() {
    var ok = Bodies.CONTACT;
    return Stream.of(
        argumentSet("one contact", bulk("email", 1), "/contacts"),
        argumentSet("101 contacts", bulk("email", 101), "/contacts"),
        argumentSet("no contacts", "{\"enrichment_type\": [\"email\"]}", "/contacts"),
        argumentSet("null contacts", bulkWith("contacts", "null"), "/contacts"),
        argumentSet("no type", bulkWith("enrichment_type", "null"), "/enrichment_type"),
        argumentSet("empty type", bulkWith("enrichment_type", "[]"), "/enrichment_type"),
        argumentSet(
            "two types", bulkWith("enrichment_type", "[\"email\", \"phone\"]"), "/enrichment_type"),
        argumentSet("unknown type", bulk("fax", ok, ok), "/enrichment_type/0"),
        argumentSet(
            "no first name",
            bulk("email", ok, contactWithout("firstname")),
            "/contacts/1/firstname"),
        argumentSet(
            "blank last name",
            bulk("email", contactWith("lastname", "\" \\u00a0\""), ok),
            "/contacts/0/lastname"),
        argumentSet(
            "long name",
            bulk("email", contactWith("lastname", "\"" + "é".repeat(201) + "\""), ok),
            "/contacts/0/lastname"),
        argumentSet(
            "NUL in a name",
            bulk("email", contactWith("lastname", "\"a\\u0000b\""), ok),
            "/contacts/0/lastname"),
        argumentSet(
            "half a surrogate pair",
            bulk("email", contactWith("company_name", "\"a\\ud83d\""), ok),
            "/contacts/0/company_name"),
        argumentSet(
            "email without domain or company",
            bulk("email", contactWithout("domain"), ok),
            "/contacts/0/domain"),
        argumentSet(
            "email with a placeholder for the domain",
            bulk("email", ok, contactWith("domain", "\"n/a\"")),
            "/contacts/1/domain"),
        argumentSet(
            "email with a placeholder that looks like a domain",
            bulk("email", ok, contactWith("domain", "\"N.A.\"")),
            "/contacts/1/domain"),
        argumentSet(
            "a template for the domain",
            bulk("email", ok, contactWith("domain", "\"{{company.domain}}\"")),
            "/contacts/1/domain"),
        argumentSet(
            "a domain that is cut off",
            bulk("email", ok, contactWith("domain", "\"acme.exam...\"")),
            "/contacts/1/domain"),
        argumentSet(
            "two domains with dots of another width",
            bulk("email", ok, contactWith("domain", "\"acme\u3002example, acme\u3002org\"")),
            "/contacts/1/domain"),
        argumentSet(
            "a page of a social network for the domain",
            bulk("email", ok, contactWith("domain", "\"https://www.linkedin.com/company/acme\"")),
            "/contacts/1/domain"),
        argumentSet(
            "a provider of mailboxes for the domain",
            bulk("email", ok, contactWith("domain", "\"ada@gmail.com\"")),
            "/contacts/1/domain"),
        argumentSet(
            "phone with a placeholder for LinkedIn",
            bulk("phone", ok, contactWith("linkedin_url", "\"N/A\"")),
            "/contacts/1/linkedin_url"),
        argumentSet(
            "two domains",
            bulk("email", ok, contactWith("domain", "\"acme.example, acme.org\"")),
            "/contacts/1/domain"),
        argumentSet(
            "a domain that grows beyond any name",
            bulk("email", ok, contactWith("domain", "\"" + "\ufdfa".repeat(200) + ".example\"")),
            "/contacts/1/domain"),
        argumentSet(
            "phone without LinkedIn",
            bulk("phone", ok, contactWithout("linkedin_url")),
            "/contacts/1/linkedin_url"),
        argumentSet(
            "personal email without LinkedIn",
            bulk("personal_email", ok, contactWith("linkedin_url", "\"\"")),
            "/contacts/1/linkedin_url"),
        argumentSet(
            "somebody else's URL",
            bulk("phone", ok, contactWith("linkedin_url", "\"https://notlinkedin.com/in/a\"")),
            "/contacts/1/linkedin_url"),
        argumentSet(
            "no page of LinkedIn's",
            bulk("phone", ok, contactWith("linkedin_url", "\"linkedin.com\"")),
            "/contacts/1/linkedin_url"),
        argumentSet(
            "no such country",
            bulkWith("phone_country_codes", "[\"FR\", \"XX\"]"),
            "/phone_country_codes/1"),
        argumentSet("ftp", bulkWith("webhook_url", "\"ftp://93.184.216.34/\""), "/webhook_url"),
        argumentSet(
            "credentials",
            bulkWith("webhook_url", "\"https://me:secret@93.184.216.34/\""),
            "/webhook_url"),
        argumentSet(
            "a private address", bulkWith("webhook_url", "\"http://10.0.0.1/\""), "/webhook_url"),
        argumentSet(
            "this machine", bulkWith("webhook_url", "\"http://localhost:80/\""), "/webhook_url"),
        argumentSet(
            "large custom",
            bulk("email", ok, contactWith("custom", "{\"a\":\"" + "x".repeat(4089) + "\"}")),
            "/contacts/1/custom"),
        argumentSet(
            "NUL in custom",
            bulk("email", ok, contactWith("custom", "{\"a\":[{\"b\\u0000\":1}]}")),
            "/contacts/1/custom"));
  }

  @ParameterizedTest
  @MethodSource("brokenRules")
  void refusesWithAPointer(String body, String pointer) {
    var answer = api.bulk(account, body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:invalid-request");
    assertThat(answer.body().get("detail").textValue()).isEqualTo("1 problem");
    assertThat(pointers(answer)).containsExactly(pointer);
  }

  @Test
  void tellsTheWholeShapeOfAnInvalidRequest() {
    var answer = api.bulk(account, bulk("phone", Bodies.CONTACT, contactWithout("linkedin_url")));
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body().toString())
        .isEqualTo(
            "{\"type\":\"urn:enrichment:problem:invalid-request\",\"title\":\"Invalid request\","
                + "\"status\":422,\"detail\":\"1 problem\",\"error\":\"Invalid request\","
                + "\"errors\":[{\"pointer\":\"/contacts/1/linkedin_url\","
                + "\"detail\":\"is required for phone\"}]}");
  }

  @Test
  void tellsAllProblemsAtOnce() {
    var answer =
        api.bulk(
            account,
            """
            {"enrichment_type": ["phone"], "webhook_url": "nowhere",
             "phone_country_codes": ["ZZ", "de", "?"],
             "contacts": [{"firstname": "Ada"}, {"lastname": "Lovelace",
               "linkedin_url": "example.com/in/ada", "domain": "\\u0000"}]}""");
    assertThat(answer.status()).isEqualTo(422);
    assertThat(pointers(answer))
        .containsExactlyInAnyOrder(
            "/webhook_url",
            "/phone_country_codes/0",
            "/phone_country_codes/2",
            "/contacts/0/lastname",
            "/contacts/0/linkedin_url",
            "/contacts/1/firstname",
            "/contacts/1/linkedin_url",
            "/contacts/1/domain");
    assertThat(answer.body().get("detail").textValue()).isEqualTo("8 problems");
    assertThat(answer.response().body()).doesNotContain("nowhere", "example.com/in");
  }

  @Test
  void tellsAllWrongTypesAtOnce() {
    var answer =
        api.bulk(
            account,
            """
            {"enrichment_type": "email", "webhook_url": 7, "phone_country_codes": [1],
             "contacts": [{"firstname": ["Ada"], "lastname": 1, "custom": "x"}, null]}""");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:malformed-request");
    assertThat(pointers(answer))
        .containsExactlyInAnyOrder(
            "/enrichment_type",
            "/webhook_url",
            "/phone_country_codes/0",
            "/contacts/0/firstname",
            "/contacts/0/lastname",
            "/contacts/0/custom",
            "/contacts/1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "email",
        "[]",
        "7",
        "null",
        "{\"contacts\": [}",
        "{} {}",
        "{\"contacts\": [], \"contacts\": []}",
        "{\"contacts\": NaN}",
        "{\"contacts\": 01}",
        "{'contacts': []}"
      })
  void takesOnlyOneObjectOfStrictJson(String body) {
    assertMalformed(api.bulk(account, body));
  }

  @Test
  void takesOnlyUtf8() {
    var latin1 = bulk("email", contactWith("firstname", "\"Zoé\""), Bodies.CONTACT);
    var answer =
        api.send(
            "POST",
            "/api/v2/contacts/bulk_enrich",
            BodyPublishers.ofString(latin1, StandardCharsets.ISO_8859_1),
            "X-API-KEY",
            account.key().secret());
    assertMalformed(answer);
  }

  @Test
  void takesNoBodyOfMoreThanOneMebibyte() {
    var body = bulkWith("comment", "\"" + "x".repeat(1024 * 1024) + "\"");
    assertTooLarge(api.bulk(account, body));
  }

  @Test
  void takesNoChunkedBodyOfMoreThanOneMebibyte() {
    var body = bulkWith("comment", "\"" + "x".repeat(2 * 1024 * 1024) + "\"");
    var stream = body.getBytes(StandardCharsets.UTF_8);
    assertTooLarge(
        api.send(
            "POST",
            "/api/v2/contacts/bulk_enrich",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(stream)),
            "X-API-KEY",
            account.key().secret()));
  }

  private static void assertMalformed(RunningApi.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:malformed-request");
  }

  private static void assertTooLarge(RunningApi.Answer answer) {
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:payload-too-large");
  }

  private static Stream<String> pointers(RunningApi.Answer answer) {
    return StreamSupport.stream(answer.body().get("errors").spliterator(), false)
        .map(error -> error.get("pointer").textValue());
  }
}
