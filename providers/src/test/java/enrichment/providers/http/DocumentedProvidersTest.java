package enrichment.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Question;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.ProvidersFile;
import enrichment.providers.finder.EmailFinderKind;
import enrichment.providers.finder.InMemoryDomainPatterns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The files that the documents show are what they seem to be. */
@Timeout(30)
class DocumentedProvidersTest {

  private static final Pattern YAML =
      Pattern.compile("^```yaml\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @Test
  void itsVendorOfTwentyLinesIsOne() throws Exception {
    var file = block("## Add a vendor");
    assertThat(file.lines().count()).isLessThanOrEqualTo(20);
    try (var vendor = new StubVendor(List.of(exchange()));
        var client = new VendorClient(vendor::redirect)) {
      var acme =
          read(file, Map.of("ACME_API_KEY", "secret"), client).provider("acme").orElseThrow();
      assertThat(acme.ask(QUESTION))
          .isEqualTo(
              new Answer.Found(
                  Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE)));
      assertThat(vendor.complaints()).isEmpty();
    }
  }

  @Test
  void itsExampleOfAFileIsSound() throws IOException {
    try (var client = new VendorClient()) {
      var file = read(block("# Providers"), Map.of("HUNTER_API_KEY", "secret"), client);
      assertThat(file.chain(Capability.EMAIL)).startsWith("directory", "hunter");
      assertThat(file.skipped())
          .extracting(ProvidersFile.Skipped::name)
          .contains("leadmagic", "lusha", "people-data-labs", "neverbounce");
      assertThat(file.unused()).isEmpty();
    }
  }

  @Test
  void namesEveryReadyMadeDefinition() throws IOException {
    var document = document();
    assertThat(ProvidersFile.vendors())
        .allSatisfy(vendor -> assertThat(document).contains("`" + vendor + "`"));
    assertThat(Files.readString(Path.of("../README.md"))).contains("fifteen vendors'");
    assertThat(
            ProvidersFile.vendors().stream()
                .map(name -> name.split("-(verifier|mobile|domains)")[0])
                .distinct())
        .hasSize(15);
  }

  private static final Question QUESTION =
      new Question(
          Capability.EMAIL,
          "Ada",
          "Lovelace",
          "analytical.example",
          null,
          null,
          List.of(),
          null,
          null);

  private static ProvidersFile read(
      String text, Map<String, String> environment, VendorClient client) {
    return ProvidersFile.read(
        "providers.yaml",
        text,
        environment,
        Map.of(
            "http",
            new HttpKind(client, InstantSource.system()),
            EmailFinderKind.NAME,
            new EmailFinderKind(new InMemoryDomainPatterns()),
            "directory",
            ProviderKind.of(new NobodyKnown())));
  }

  private static JsonNode exchange() {
    return SuiteYaml.parse(
        """
        request:
          method: GET
          path: /v1/find
          query: {first: Ada, last: Lovelace, domain: analytical.example}
          headers: {authorization: Bearer secret}
        answer:
          body: {person: {email: ada@analytical.example, verified: true}}
        """);
  }

  private static String document() throws IOException {
    return Files.readString(Path.of("../docs/providers.md"));
  }

  /** The first one below a heading. */
  private static String block(String heading) throws IOException {
    var text = document();
    var block = YAML.matcher(text.substring(text.indexOf(heading + "\n")));
    assertThat(block.find()).as("a file below " + heading).isTrue();
    return block.group(1);
  }
}
