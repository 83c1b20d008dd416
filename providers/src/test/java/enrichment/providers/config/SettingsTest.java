package enrichment.providers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.providers.Capability;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a kind that is written in code can ask of its settings. */
class SettingsTest {

  private static final Map<String, Object> READ = new HashMap<>();

  private static ProviderDraft read(String name, Settings settings) {
    READ.put("sender", settings.requireText("sender"));
    READ.put("tries", settings.integer("tries", 2, 1, 5));
    READ.put(
        "patience",
        settings.duration(
            "patience", Duration.ofSeconds(9), Duration.ofSeconds(1), Duration.ofMinutes(1)));
    READ.put("careful", settings.flag("careful", true));
    READ.put("password", settings.secret("password").orElse("none"));
    settings.group("greeting").ifPresent(greeting -> READ.put("hello", greeting.requireText("en")));
    READ.put("terms", settings.terms(name, Duration.ofSeconds(30)).timeout());
    if (READ.get("tries").equals(5)) {
      settings.refuse("tries too hard");
    }
    var capabilities = Set.of(Capability.EMAIL);
    return new ProviderDraft(capabilities, () -> new ScriptedProvider(name, "", capabilities));
  }

  @Test
  void areReadOrHaveTheirDefaults() {
    read("sender: a@b.example");
    assertThat(READ)
        .containsEntry("sender", "a@b.example")
        .containsEntry("tries", 2)
        .containsEntry("patience", Duration.ofSeconds(9))
        .containsEntry("careful", true)
        .containsEntry("password", "none")
        .containsEntry("terms", Duration.ofSeconds(30));
    read(
        "sender: 12, tries: 3, patience: 1m, careful: false, password: $PASSWORD, timeout: 7s,"
            + " greeting: {en: yes}");
    assertThat(READ)
        .containsEntry("sender", "12")
        .containsEntry("tries", 3)
        .containsEntry("patience", Duration.ofMinutes(1))
        .containsEntry("careful", false)
        .containsEntry("password", "secret")
        .containsEntry("hello", "yes")
        .containsEntry("terms", Duration.ofSeconds(7));
  }

  @Test
  void areRefusedAllAtOnce() {
    assertThat(
            problems(
                "tries: 6, patience: 2m, careful: maybe, password: secret, greeting: {fr: oui},"
                    + " timeout: never, sende: x"))
        .containsExactly(
            "2:20: providers.coded.sender is required",
            "2:44: providers.coded.tries must be a whole number from 1 to 5, not '6'",
            "2:57: providers.coded.patience must be from 1s to 1m",
            "2:70: providers.coded.careful must be true or false, not 'maybe'",
            "2:87: providers.coded.password must be the name of an environment variable, such as"
                + " $ACME_API_KEY",
            "2:105: providers.coded.greeting.en is required",
            "2:106: providers.coded.greeting.fr is not known",
            "2:125: providers.coded.timeout must be a duration such as 10s, not 'never'",
            "2:132: providers.coded.sende is not known; did you mean sender?");
    assertThat(problems("sender: x, tries: 5"))
        .containsExactly("2:20: providers.coded tries too hard");
  }

  @Test
  void whoseVariableIsMissingHaveTheProviderSkipped() {
    var file = TestFiles.read(text("sender: x, password: $NOBODY"), Map.of(), SettingsTest::read);
    assertThat(file.skipped()).containsExactly(new ProvidersFile.Skipped("coded", "NOBODY"));
  }

  private static ProvidersFile read(String settings) {
    return TestFiles.read(text(settings), Map.of("PASSWORD", "secret\n"), SettingsTest::read);
  }

  private static List<String> problems(String settings) {
    return catchThrowableOfType(InvalidProvidersFileException.class, () -> read(settings))
        .problems()
        .stream()
        .map(line -> line.replaceFirst("providers.yaml:", ""))
        .toList();
  }

  private static String text(String settings) {
    return "waterfall: {email: [coded]}\nproviders: {coded: {kind: scripted, " + settings + "}}\n";
  }
}
