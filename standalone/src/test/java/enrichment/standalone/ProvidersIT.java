package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code providers}, and what becomes of a file that cannot be used. */
@Timeout(180)
class ProvidersIT {

  private static final int MISUSED = 2;

  @TempDir Path folder;

  @Test
  void tellsWhoIsAskedForWhat() throws Exception {
    var listed = run("waterfall: {email: [directory, findymail]}", "providers");
    assertThat(listed.errors()).isEmpty();
    assertThat(listed.output())
        .containsPattern("email +directory\n")
        .containsPattern("directory +email, phone, personal_email, company_domain")
        .containsPattern("findymail +skipped: FINDYMAIL_API_KEY is not set")
        .contains("Ready-made: apollo, ");
    assertThat(listed.exitCode()).isZero();
    assertThat(folder.resolve("data")).as("nothing is started for it").doesNotExist();
  }

  @Test
  void startsNothingThatWouldAskOtherwiseThanTheFileMeans() throws Exception {
    for (var command : new String[] {"providers", "run"}) {
      var refused = run("waterfall:\n  email: [directory]\n  fone: [directory]", command);
      assertThat(refused.errors())
          .isEqualTo(
              folder.resolve("providers.yaml")
                  + ":3:3: waterfall.fone is not known; did you mean phone?\n");
      assertThat(refused.exitCode()).isEqualTo(MISUSED);
      assertThat(folder.resolve("data")).as("nothing was started").doesNotExist();
    }
  }

  private StandaloneCommand run(String file, String command)
      throws IOException, InterruptedException {
    var path = Files.writeString(folder.resolve("providers.yaml"), file);
    return StandaloneCommand.run(
        Map.of(
            "PROVIDERS_FILE",
            path.toString(),
            "DATA_DIR",
            folder.resolve("data").toString(),
            "HTTP_PORT",
            "0"),
        command);
  }
}
