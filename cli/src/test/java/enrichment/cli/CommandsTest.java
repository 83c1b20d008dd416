package enrichment.cli;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.cli.kit.ExitCodes;
import enrichment.cli.kit.Pace;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What each command asks the server for, and how it shows the answer. */
@Timeout(60)
class CommandsTest {

  private static final String SECRET = "enr_secret_0123456789";
  private static final String OBJECT =
      """
      {"account_id": "a1", "name": "Sales", "api_key": "enr_new", "scopes": ["enrich", "read"],
       "status": "cancelling", "available": 1040, "credits": {"available": 40, "held": 2},
       "expires_at": null}""";

  private CannedApi api;

  @BeforeEach
  void start() throws IOException {
    api = CannedApi.start();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "credits | GET /api/v2/credits |",
        "status e1 | GET /api/v2/enrichments/e1 |",
        "cancel e1 | POST /api/v2/enrichments/e1/cancel |",
        "keys create --name crm --scopes enrich,read --expires-at 2027-01-31T00:00:00Z | POST /api/v2/account/keys | {\"name\":\"crm\",\"scopes\":[\"enrich\",\"read\"],\"expires_at\":\"2027-01-31T00:00:00Z\"}",
        "keys create --name crm | POST /api/v2/account/keys | {\"name\":\"crm\"}",
        "keys revoke k1 | DELETE /api/v2/account/keys/k1 |",
        "consent show | GET /api/v2/account/personal_email_consent |",
        "consent give --given-by Ada --terms-version 2026-01 | PUT /api/v2/account/personal_email_consent | {\"given_by\":\"Ada\",\"terms_version\":\"2026-01\"}",
        "consent revoke --yes | DELETE /api/v2/account/personal_email_consent |",
        "suppress --email a@b.example | POST /api/v2/suppressions | {\"email\":\"a@b.example\"}",
        "suppress --linkedin-url linkedin.com/in/a | POST /api/v2/suppressions | {\"linkedin_url\":\"linkedin.com/in/a\"}",
        "suppress remove s1 | DELETE /api/v2/suppressions/s1 |",
        "erase --yes --first-name Ada --last-name Lovelace --domain b.example | POST /api/v2/erasures | {\"first_name\":\"Ada\",\"last_name\":\"Lovelace\",\"domain\":\"b.example\"}",
        "erase -y --contact c1 | DELETE /api/v2/contacts/c1 |",
        "admin accounts create --name Sales | POST /admin/accounts | {\"name\":\"Sales\",\"credits\":0,\"personal_email_consent\":false,\"default_phone_country_codes\":[]}",
        "admin accounts create --name Sales --credits 5 --personal-email-consent --countries FR,BE --reuse-days 7 | POST /admin/accounts | {\"name\":\"Sales\",\"credits\":5,\"personal_email_consent\":true,\"default_phone_country_codes\":[\"FR\",\"BE\"],\"reuse_days\":7}",
        "admin accounts show a1 | GET /admin/accounts/a1 |",
        "admin accounts update a1 --name Marketing --countries FR --reuse-days 7 | PATCH /admin/accounts/a1 | {\"name\":\"Marketing\",\"default_phone_country_codes\":[\"FR\"],\"reuse_days\":7}",
        "admin accounts update a1 --countries= | PATCH /admin/accounts/a1 | {\"default_phone_country_codes\":[]}",
        "admin enrichments get e1 | GET /admin/enrichments/e1 |",
        "admin accounts suspend a1 | POST /admin/accounts/a1/suspend |",
        "admin accounts resume a1 | POST /admin/accounts/a1/resume |",
        "admin credits grant a1 1000 --reference r1 | POST /admin/accounts/a1/credits | {\"amount\":1000,\"reference\":\"r1\"}",
        "admin credits grant a1 1000 --reference r1 --expires-at 2027-01-31T00:00:00Z | POST /admin/accounts/a1/credits | {\"amount\":1000,\"reference\":\"r1\",\"expires_at\":\"2027-01-31T00:00:00Z\"}",
        "admin keys create a1 --name crm | POST /admin/accounts/a1/keys | {\"name\":\"crm\"}",
        "admin keys revoke a1 k1 | DELETE /admin/accounts/a1/keys/k1 |",
        "admin suppress --email a@b.example | POST /admin/suppressions | {\"email\":\"a@b.example\"}",
        "admin erase --yes --email a@b.example | POST /admin/erasures | {\"email\":\"a@b.example\"}",
        "admin retention run | POST /admin/retention/runs |",
        "admin reconcile run | POST /admin/reconciliation/run |"
      })
  void asksForOneThing(String command, String target, String body) {
    api.answering(target, 200, command.contains(" revoke k1") ? "" : OBJECT);

    var run = run(command);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).isNotBlank().doesNotContain(SECRET);
    var key = target.contains(" /admin/") ? "Bearer " + SECRET : SECRET;
    assertThat(api.requests())
        .containsExactly("%s%s [%s]".formatted(target, body == null ? "" : " " + body, key));

    var json = run(command + " --json");
    assertThat(json.exitCode()).isZero();
    assertThat(json.out()).startsWith("{").endsWith("}\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list --status finished --type email | GET /api/v2/enrichments?status=finished&type=email&limit=50 | enrichments | enrichment_id",
        "list | GET /api/v2/enrichments?limit=50 | enrichments | enrichment_id",
        "entries -n 7 | GET /api/v2/credits/entries?limit=7 | entries | entry_id",
        "keys list | GET /api/v2/account/keys?limit=50 | keys | key_id",
        "suppress list | GET /api/v2/suppressions?limit=50 | suppressions | suppression_id",
        "get e1 | GET /api/v2/enrichments/e1/contacts?limit=50 | contacts | contact_id",
        "admin accounts list | GET /admin/accounts?limit=50 | accounts | account_id",
        "admin keys list a1 | GET /admin/accounts/a1/keys?limit=50 | keys | key_id",
        "admin providers --days 7 | GET /admin/providers?days=7 | providers | provider"
      })
  void listsInATableOrAsJson(String command, String target, String list, String id) {
    api.answering(target, 200, "{\"%s\": [{\"%s\": \"the-id\"}]}".formatted(list, id));

    var run = run(command);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines()).hasSize(2).last().asString().contains("the-id");
    assertThat(run(command + " --json").out()).startsWith("[").contains("\"the-id\"");

    api.answering(target, 200, "{\"%s\": []}".formatted(list));
    assertThat(run(command).out().lines()).hasSize(1);
    assertThat(run(command + " --json").out()).isEqualTo("[ ]\n");
  }

  @Test
  void keepsTheCellsOfATableInLine() {
    api.answering(
        "GET /admin/accounts?limit=50",
        200,
        """
        {"accounts": [
          {"account_id": "a1", "name": "Zoë & Söhne", "status": "active",
           "credits": {"available": 40, "held": 0}, "created_at": "2026-01-01T00:00:00Z"},
          {"account_id": "a2222", "name": "S\\u001b[31m\\nx", "status": "suspended", "credits": {}}]}
        """);

    assertThat(run("admin accounts list").out())
        .isEqualTo(
            """
            Account  Name         Status     Available  Held  Created
            a1       Zoë & Söhne  active     40         0     2026-01-01T00:00:00Z
            a2222    S [31m x     suspended  -          -     -
            """);
  }

  @Test
  void showsTheMembersOfAnObject() {
    api.answering("GET /api/v2/credits", 200, OBJECT);

    assertThat(run("credits").out())
        .isEqualTo(
            """
            account_id         a1
            name               Sales
            api_key            enr_new
            scopes             enrich, read
            status             cancelling
            available          1040
            credits.available  40
            credits.held       2
            expires_at         -
            """);
  }

  @Test
  void turnsPages() {
    var page = "{\"entries\": [{\"entry_id\": \"%s\"}], \"next_cursor\": %s}";
    api.answering("GET /api/v2/credits/entries?limit=100", 200, page.formatted("e1", "\"a b\""));
    api.answering(
        "GET /api/v2/credits/entries?limit=100&cursor=a%20b", 200, page.formatted("e2", "\"c\""));
    api.answering(
        "GET /api/v2/credits/entries?limit=100&cursor=c", 200, page.formatted("e3", "null"));

    assertThat(run("entries --all --json").out()).contains("\"e1\"", "\"e2\"", "\"e3\"");
  }

  @Test
  void getsOneContactToo() {
    api.answering("GET /api/v2/contacts/c1", 200, "{\"contact_id\": \"c1\", \"email\": \"a@b\"}");

    assertThat(run("get c1").out()).contains("email       a@b");
  }

  @Test
  void followsAnEnrichmentToItsEnd() throws IOException {
    try (var stub = StubApi.start(2).finishingAfter(3)) {
      var folder = Files.createTempDirectory("cli");
      var people = PeopleCsv.write(folder.resolve("people.csv"), 2);
      CliRun.of(
          stub.url(), StubApi.KEY, CliRun.QUICK, "send", people.toString(), "--type", "email");
      var id =
          CliRun.of(stub.url(), StubApi.KEY, CliRun.QUICK, "list", "--json")
              .out()
              .replaceAll("(?s).*\"enrichment_id\" : \"([^\"]+)\".*", "$1");

      var run = CliRun.of(stub.url(), StubApi.KEY, CliRun.QUICK, "status", id, "--follow");

      assertThat(run.exitCode()).as(run.err()).isZero();
      assertThat(run.out()).contains("finished");
    }
  }

  @Test
  void endsWithWhatIsLeftWhenContactsHaveFailed() {
    api.answering(
        "GET /api/v2/enrichments/e1",
        200,
        "{\"status\": \"finished\", \"contacts\": {\"total\": 2, \"failed\": 1}}");

    assertThat(run("status e1").exitCode()).isEqualTo(ExitCodes.DONE);
    assertThat(run("status e1 --follow").exitCode()).isEqualTo(ExitCodes.LEFT_TO_DO);
  }

  @Test
  void tellsAProblemInOneSentenceWithItsPointers() {
    api.answering(
        "POST /admin/accounts",
        422,
        """
        {"type": "urn:enrichment:problem:invalid-request", "title": "Invalid request", "status": 422,
         "detail": "2 problems", "error": "Invalid request",
         "errors": [{"pointer": "/name", "detail": "must have at most 200 characters"},
                    {"pointer": "/credits", "detail": "must be from 0 to 1000000000"}]}""");
    api.answering("GET /api/v2/credits", 403, "{\"detail\": \"The account is\\u001b suspended.\"}");
    api.answering("GET /api/v2/account/keys?limit=50", 401, "{\"detail\": \"No key.\"}");
    api.answering("GET /admin/providers?days=30", 418, "<html>a teapot</html>");

    assertFails(
        run("admin accounts create --name x"),
        "Invalid request: /name must have at most 200 characters; /credits must be from 0 to"
            + " 1000000000.");
    assertFails(run("credits"), "The account is suspended.");
    assertFails(
        run("keys list"), "No key. Is ENRICHMENT_API_KEY (or --api-key) a key of this server?");
    assertFails(run("admin providers"), "The server answered with the status 418.");
    assertFails(run("get nothing"), "There is no such resource.");
  }

  @Test
  void saysThatThereIsNoServer() {
    var url = api.url();
    api.close();

    var pace =
        new Pace(
            Duration.ofMillis(1),
            Duration.ofMillis(1),
            Duration.ofMillis(10),
            Duration.ofMillis(1));
    assertFails(CliRun.of(url, SECRET, pace, "credits"), url + " cannot be reached.");
  }

  @Test
  void doesNotRepeatWhatMayHaveBeenDone() throws IOException {
    try (var server = new ServerSocket(0)) {
      var connections = new AtomicInteger();
      Thread.ofVirtual()
          .start(
              () -> {
                try {
                  while (true) {
                    var socket = server.accept();
                    connections.incrementAndGet();
                    socket.getInputStream().read();
                    socket.close();
                  }
                } catch (IOException e) {
                  // The test has ended.
                }
              });
      var url = "http://localhost:" + server.getLocalPort();

      assertFails(
          CliRun.of(url, SECRET, CliRun.QUICK, "keys", "create", "--name", "x"),
          "The connection to %s broke before the answer was there.".formatted(url));
      assertThat(connections).hasValue(1);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "suppress",
        "suppress --email a@b --linkedin-url x",
        "suppress --first-name Ada",
        "erase --yes",
        "erase --yes --contact c1 --email a@b",
        "erase --email a@b",
        "consent revoke",
        "consent give --given-by Ada",
        "admin accounts update a1",
        "admin accounts create",
        "admin credits grant a1 many --reference r",
        "admin credits grant a1",
        "list -n 0",
        "list -n 5 --all",
        "keys",
        "nonsense",
        "credits --url localhost:8080",
        "credits --nonsense",
        "send people.csv",
        "send people.csv --type fax",
        "send nobody.csv --type email",
        "send nobody.csv --type email --parallel 0"
      })
  void tellsWrongUsageAndAsksNothing(String command) {
    var run = run(command);

    assertThat(run.exitCode()).as(run.out()).isEqualTo(ExitCodes.MISUSED);
    assertThat(run.err()).isNotBlank().doesNotContain("Exception", SECRET);
    assertThat(run.out()).isEmpty();
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void needsAKey() {
    assertThat(CliRun.of(Map.of(), CliRun.QUICK, "credits"))
        .isEqualTo(
            new CliRun(
                ExitCodes.MISUSED,
                "",
                "An API key is missing: set ENRICHMENT_API_KEY, or give --api-key.\n"));
    assertThat(CliRun.of(Map.of(), CliRun.QUICK, "admin", "providers").err())
        .isEqualTo("The admin token is missing: set ADMIN_TOKEN, or give --admin-token.\n");
    assertThat(CliRun.of(api.url(), "a\nb", CliRun.QUICK, "credits").err())
        .isEqualTo("The API key has a character that no key has.\n");
  }

  @Test
  void prefersOptionsToTheEnvironment() {
    api.answering("GET /api/v2/credits", 200, OBJECT);

    var run =
        CliRun.of(
            Map.of("ENRICHMENT_URL", "http://localhost:1", "ENRICHMENT_API_KEY", "other"),
            CliRun.QUICK,
            "credits",
            "--url",
            api.url() + "/api/v2/",
            "--api-key",
            SECRET);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(api.requests()).containsExactly("GET /api/v2/credits [%s]".formatted(SECRET));
  }

  private static void assertFails(CliRun run, String sentence) {
    assertThat(run).isEqualTo(new CliRun(ExitCodes.FAILED, "", sentence + "\n"));
  }

  private CliRun run(String command) {
    return CliRun.of(api.url(), SECRET, CliRun.QUICK, command.split(" "));
  }
}
