package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.cli.Main;
import enrichment.cli.kit.Pace;
import enrichment.cli.kit.Surroundings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command line client against the service itself. */
@Timeout(300)
class CliIT {

  private static final int KNOWN = 100;
  private static final int UNKNOWN = 51;
  private static final int LEFT_TO_DO = 3;

  private static final CSVFormat WITH_HEADER =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  @TempDir Path folder;

  @Test
  void sendsACsvInBatchesAndWritesTheResultsInOrder() throws Exception {
    try (var stack = start()) {
      var people = writePeople();
      var results = folder.resolve("results.csv");

      var tried = run(stack, "send", people.toString(), "--type", "email", "--dry-run");
      assertThat(tried.errors()).isEmpty();
      assertThat(tried.output()).contains("Contacts  151", "Credits   151 at most");

      var sent =
          run(stack, "send", people.toString(), "--type", "email", "--out", results.toString());

      assertThat(sent.exitCode()).as(sent.errors()).isZero();
      assertThat(sent.output()).contains("151: 80 found, 71 not found, 0 failed, 0 cancelled");
      assertResults(results);
      var enrichments = json(run(stack, "list", "--json"));
      assertThat(enrichments).hasSize(2);
      var id = withContacts(enrichments, UNKNOWN).get("enrichment_id").textValue();
      assertThat(json(run(stack, "get", id, "--all", "--json"))).hasSize(UNKNOWN);
      assertThat(run(stack, "status", id, "--follow").exitCode()).isZero();
      assertThat(run(stack, "cancel", id).output()).contains("finished");
      assertThat(json(run(stack, "entries", "--all", "--json")).size()).isGreaterThan(KNOWN);
      assertThat(json(run(stack, "credits", "--json")).get("held").intValue()).isZero();
    }
  }

  @Test
  void sendsNothingTwiceAfterAKill() throws Exception {
    try (var stack = start()) {
      var people = writePeople();
      var results = folder.resolve("results.csv");
      var journal = Path.of(results + ".progress");
      var send =
          new String[] {"send", people.toString(), "--type", "email", "--out", results.toString()};
      var process = start(stack, send);
      while (process.isAlive()
          && !(Files.exists(journal) && Files.readString(journal).contains("sending"))) {
        TimeUnit.MILLISECONDS.sleep(1);
      }
      process.destroyForcibly().waitFor();
      assertThat(journal).as("it was killed in the middle").exists();

      var sent = run(stack, send);

      assertThat(sent.exitCode()).as(sent.errors()).isZero();
      assertThat(sent.errors()).contains("Going on with an earlier run");
      assertResults(results);
      assertThat(json(run(stack, "list", "--json"))).hasSize(2);
    }
  }

  @Test
  void managesAccountsAndTheirKeys() throws Exception {
    try (var stack = start()) {
      var account =
          json(
              run(
                  stack,
                  "admin",
                  "accounts",
                  "create",
                  "--name",
                  "Sales",
                  "--credits",
                  "5",
                  "--json"));
      var id = account.get("account_id").textValue();
      var key = account.get("api_key").textValue();
      assertThat(run(stack, "admin", "credits", "grant", id, "10", "--reference", "r1").output())
          .isEqualTo("The account has 15 credits now.\n");
      assertThat(
              json(run(stack, "credits", "--json", "--api-key", key)).get("available").intValue())
          .isEqualTo(15);

      var second =
          json(
              run(
                  stack,
                  "keys",
                  "create",
                  "--name",
                  "crm",
                  "--scopes",
                  "read",
                  "--json",
                  "--api-key",
                  key));
      var readOnly = second.get("api_key").textValue();
      assertThat(json(run(stack, "admin", "keys", "list", id, "--json"))).hasSize(2);
      var refused = run(stack, "keys", "list", "--api-key", readOnly);
      assertThat(refused.exitCode()).isEqualTo(1);
      assertThat(refused.errors()).hasLineCount(1).doesNotContain(readOnly);
      assertThat(
              run(stack, "keys", "revoke", second.get("key_id").textValue(), "--api-key", key)
                  .exitCode())
          .isZero();

      assertThat(run(stack, "admin", "accounts", "suspend", id).exitCode()).isZero();
      assertThat(run(stack, "credits", "--api-key", key).exitCode()).isEqualTo(1);
      assertThat(run(stack, "admin", "accounts", "resume", id).exitCode()).isZero();
      assertThat(run(stack, "credits", "--api-key", key).exitCode()).isZero();

      assertThat(
              run(
                      stack,
                      "consent",
                      "give",
                      "--given-by",
                      "Ada",
                      "--terms-version",
                      "1",
                      "--api-key",
                      key)
                  .exitCode())
          .isZero();
      assertThat(run(stack, "consent", "revoke", "--yes", "--api-key", key).exitCode()).isZero();
      assertThat(run(stack, "suppress", "--email", "ada@a.example", "--api-key", key).exitCode())
          .isZero();
      assertThat(json(run(stack, "suppress", "list", "--json", "--api-key", key))).hasSize(1);
      assertThat(
              json(run(
                      stack,
                      "erase",
                      "--yes",
                      "--email",
                      "ada@a.example",
                      "--json",
                      "--api-key",
                      key))
                  .has("erasure_id"))
          .isTrue();
      assertThat(run(stack, "admin", "providers").exitCode()).isZero();
      assertThat(run(stack, "admin", "retention", "run").exitCode()).isZero();
      assertThat(run(stack, "admin", "reconcile", "run").exitCode()).isZero();
    }
  }

  @Test
  void stopsWhereTheCreditsEndAndGoesOnWhenThereAreMore() throws Exception {
    try (var stack = start()) {
      var account =
          json(
              run(
                  stack,
                  "admin",
                  "accounts",
                  "create",
                  "--name",
                  "Sales",
                  "--credits",
                  "90",
                  "--json"));
      var key = account.get("api_key").textValue();
      var people = writePeople();
      var results = folder.resolve("results.csv");
      var send =
          new String[] {
            "send",
            people.toString(),
            "--type",
            "email",
            "--out",
            results.toString(),
            "--api-key",
            key
          };

      var stopped = run(stack, send);
      assertThat(stopped.exitCode()).as(stopped.errors()).isEqualTo(LEFT_TO_DO);
      assertThat(stopped.errors()).contains("credits", "of 151 contacts are done");

      run(
          stack,
          "admin",
          "credits",
          "grant",
          account.get("account_id").textValue(),
          "100",
          "--reference",
          "more");
      assertThat(run(stack, send).exitCode()).isZero();
      assertResults(results);
    }
  }

  private Stack start() throws IOException {
    var stack = Stack.start(Batches.config(folder.resolve("data")), 0);
    SampleDirectory.importIfEmpty(stack.database());
    return stack;
  }

  /** The bundled batch, and people whom nobody knows. */
  private Path writePeople() throws IOException {
    var file = folder.resolve("people.csv");
    try (var csv =
        new CSVPrinter(Files.newBufferedWriter(file, StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
      csv.printRecord(
          "firstname", "lastname", "domain", "company_name", "linkedin_url", "crm_id", "number");
      var number = 0;
      for (var contact : Batches.sample("http://127.0.0.1:9/nobody").get("contacts")) {
        csv.printRecord(
            contact.path("firstname").asText(),
            contact.path("lastname").asText(),
            contact.path("domain").asText(),
            contact.path("company_name").asText(),
            contact.path("linkedin_url").asText(),
            contact.at("/custom/crm_id").asText(),
            number++);
      }
      for (var i = 0; i < UNKNOWN; i++) {
        csv.printRecord("Nobody", "Known", "nowhere-%d.example".formatted(i), "", "", "", number++);
      }
    }
    return file;
  }

  private static void assertResults(Path results) throws IOException {
    try (var csv = CSVParser.parse(results, StandardCharsets.UTF_8, WITH_HEADER)) {
      var rows = csv.getRecords();
      assertThat(rows).hasSize(KNOWN + UNKNOWN);
      for (var i = 0; i < rows.size(); i++) {
        assertThat(rows.get(i).get("number")).isEqualTo(String.valueOf(i));
        assertThat(rows.get(i).get("status")).isEqualTo("finished");
      }
      assertThat(rows.stream().filter(CliIT::hasEmail)).hasSize(80);
    }
  }

  /** Batches are sent side by side, so either of them may be the newer one. */
  private static JsonNode withContacts(JsonNode enrichments, int contacts) {
    for (var enrichment : enrichments) {
      if (enrichment.at("/contacts/total").intValue() == contacts) {
        return enrichment;
      }
    }
    throw new AssertionError("No enrichment of %d contacts: %s".formatted(contacts, enrichments));
  }

  private static boolean hasEmail(CSVRecord row) {
    return row.get("email").contains("@");
  }

  private static JsonNode json(StandaloneCommand command) throws IOException {
    assertThat(command.exitCode()).as(command.errors()).isZero();
    return DemoClient.JSON.readTree(command.output());
  }

  /** In a process of its own, which can be killed. */
  private static Process start(Stack stack, String... arguments) throws IOException {
    var builder = new ProcessBuilder(StandaloneProcess.command(Main.class, arguments));
    builder.environment().putAll(environment(stack));
    return builder
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static StandaloneCommand run(Stack stack, String... arguments) {
    var out = new StringWriter();
    var err = new StringWriter();
    var exitCode =
        Main.run(
            new Surroundings(environment(stack), Pace.ATTENDED, Pace.UNATTENDED),
            new PrintWriter(out),
            new PrintWriter(err),
            arguments);
    return new StandaloneCommand(exitCode, out.toString(), err.toString());
  }

  private static Map<String, String> environment(Stack stack) {
    return Map.of(
        "ENRICHMENT_URL",
        stack.url(),
        "ENRICHMENT_API_KEY",
        Batches.KEY,
        "ADMIN_TOKEN",
        stack.adminToken());
  }
}
