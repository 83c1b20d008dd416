package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.store.accounts.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code import FILE}, alone and beside a process that runs on the same data. */
@Timeout(180)
class ImportIT {

  private static final int MISUSED = 2;

  @TempDir Path folder;

  private Path dataDir;
  private Path people;

  @BeforeEach
  void writePeople() throws IOException {
    dataDir = folder.resolve("data");
    people =
        Files.writeString(
            folder.resolve("people.csv"),
            """
            first_name,last_name,domain,email,email_status
            Hedy,Lamarr,frequency.example,hedy@frequency.example,deliverable
            """);
  }

  @Test
  void fillsTheDirectoryWhileNothingRuns() throws Exception {
    var imported = StandaloneCommand.run(dataDir, "import", people.toString());
    var again = StandaloneCommand.run(dataDir, "import", people.toString());

    assertThat(imported.output()).isEqualTo("Directory: 1 imported, 0 updated, 0 refused\n");
    assertThat(imported.errors()).isEmpty();
    assertThat(imported.exitCode()).isZero();
    assertThat(again.output()).isEqualTo("Directory: 0 imported, 1 updated, 0 refused\n");
    assertThat(again.exitCode()).isZero();
  }

  @Test
  void saysInOneLineThatThereIsNoFile() throws Exception {
    var missing = folder.resolve("nobody.csv");

    var refused = StandaloneCommand.run(dataDir, "import", missing.toString());

    assertThat(refused.errors()).isEqualTo("There is no file to read at " + missing + "\n");
    assertThat(refused.output()).isEmpty();
    assertThat(refused.exitCode()).isEqualTo(MISUSED);
  }

  @Test
  void worksBesideARunningProcessThatNoOtherCanReplace() throws Exception {
    try (var running = StandaloneProcess.start(dataDir)) {
      var imported = StandaloneCommand.run(dataDir, "import", people.toString());
      assertThat(imported.errors()).isEmpty();
      assertThat(imported.output()).isEqualTo("Directory: 1 imported, 0 updated, 0 refused\n");
      assertThat(imported.exitCode()).isZero();

      var found = lookUpHedy(new DemoClient(running.url(), new ApiKey(Batches.KEY)));
      assertThat(found.get("email").textValue()).isEqualTo("hedy@frequency.example");
      assertThat(found.get("email_status").textValue()).isEqualTo("deliverable");

      var second = StandaloneCommand.run(dataDir, "run");
      assertThat(second.errors()).startsWith("DATA_DIR " + dataDir + " is used").hasLineCount(1);
      assertThat(second.output()).isEmpty();
      assertThat(second.exitCode()).isEqualTo(MISUSED);
    }
  }

  private static JsonNode lookUpHedy(DemoClient api) throws IOException, InterruptedException {
    var request =
        DemoClient.JSON
            .createObjectNode()
            .put("firstname", "Hedy")
            .put("lastname", "Lamarr")
            .put("domain", "frequency.example");
    request.putArray("enrichment_type").add("email");
    var id = api.post("/contacts/single_enrich", request).get("enrichment_id").textValue();
    var deadline = System.nanoTime() + Batches.PATIENCE.toNanos();
    while (true) {
      var contact = api.get("/contacts/" + id);
      if (!contact.get("status").textValue().equals("pending")) {
        return contact;
      }
      assertThat(System.nanoTime()).as("still pending").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
