package enrichment.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.providers.Capability;
import enrichment.providers.config.InvalidProvidersFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderSettingsTest {

  @TempDir Path folder;

  @Test
  void asksTheDirectoryAloneWhereThereIsNoFile() {
    try (var providers = Providers.openToList(ProviderSettings.read(Map.of()))) {
      var file = providers.file();
      assertThat(file.chain(Capability.EMAIL)).containsExactly("directory");
      assertThat(file.chain(Capability.PHONE)).containsExactly("directory");
      assertThat(file.chain(Capability.PERSONAL_EMAIL)).containsExactly("directory");
      assertThat(file.chain(Capability.COMPANY_DOMAIN)).isEmpty();
      assertThat(file.chain(Capability.EMAIL_VERIFICATION)).isEmpty();
    }
  }

  @Test
  void skipsProvidersWithoutAKey() throws IOException {
    var settings = settings("waterfall: {email: [hunter, findymail]}", "HUNTER_API_KEY");
    try (var providers = Providers.openToList(settings)) {
      assertThat(providers.file().chain(Capability.EMAIL)).containsExactly("hunter");
      assertThat(providers.file().skipped().getFirst().variable()).isEqualTo("FINDYMAIL_API_KEY");
    }
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void saysWhereAMistakeIs() throws IOException {
    var settings = settings("waterfall:\n  email: [huntr]");
    assertThatThrownBy(() -> Providers.openToList(settings))
        .isInstanceOf(InvalidProvidersFileException.class)
        .hasMessage(
            settings.fileName()
                + ":2:11: waterfall.email names huntr, which is not known; did you mean hunter?");
  }

  @Test
  void saysThatThereIsNoSuchFile() {
    var missing = folder.resolve("nowhere.yaml").toString();
    assertThatThrownBy(() -> ProviderSettings.read(Map.of("PROVIDERS_FILE", missing)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("PROVIDERS_FILE cannot be read: " + missing);
  }

  private ProviderSettings settings(String text, String... keys) throws IOException {
    var file = Files.writeString(folder.resolve("providers.yaml"), text);
    var environment = new HashMap<String, String>();
    environment.put("PROVIDERS_FILE", file.toString());
    for (var key : keys) {
      environment.put(key, "secret");
    }
    return ProviderSettings.read(environment);
  }
}
