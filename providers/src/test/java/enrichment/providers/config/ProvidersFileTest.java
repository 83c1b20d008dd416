package enrichment.providers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.Provider;
import enrichment.providers.Rate;
import enrichment.providers.config.ProvidersFile.Skipped;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProvidersFileTest {

  private static final Map<String, String> KEY = Map.of("HUNTER_API_KEY", "key");

  private static final String DEFINITION =
      """
      source: https://acme.example/docs
      finds: [email, phone]
      request: {url: https://api.acme.example/find}
      answer: {email: .email, phones: .phones}
      """;

  @Test
  void namesWhoIsAskedInOrder() {
    var file =
        TestFiles.read(
            """
            waterfall:
              email: [directory, hunter, scripted]
              phone: [scripted-2, directory]
            verification: [scripted]
            domains: [directory]
            providers:
              scripted: {greeting: hello}
              scripted-2:
                source: https://acme.example/docs
                finds: [phone]
                request: {url: https://api.acme.example/find}
                answer: {phones: .phones}
            """,
            KEY);
    assertThat(file.chain(Capability.EMAIL)).containsExactly("directory", "hunter", "scripted");
    assertThat(file.chain(Capability.PHONE)).containsExactly("scripted-2", "directory");
    assertThat(file.chain(Capability.EMAIL_VERIFICATION)).containsExactly("scripted");
    assertThat(file.chain(Capability.COMPANY_DOMAIN)).containsExactly("directory");
    assertThat(file.providers())
        .extracting(Provider::name)
        .containsExactly("directory", "hunter", "scripted", "scripted-2");
    assertThat(file.provider("hunter").orElseThrow().can(Capability.EMAIL)).isTrue();
    assertThat(file.provider("nobody")).isEmpty();
  }

  @Test
  void asksTheDirectoryForWhatIsLeftOut() {
    var file = TestFiles.read("waterfall: {}");
    assertThat(file.chain(Capability.EMAIL)).containsExactly("directory");
    assertThat(file.chain(Capability.PHONE)).containsExactly("directory");
    assertThat(file.chain(Capability.PERSONAL_EMAIL)).containsExactly("directory");
    assertThat(file.chain(Capability.EMAIL_VERIFICATION)).isEmpty();
    assertThat(file.chain(Capability.COMPANY_DOMAIN)).isEmpty();
  }

  @Test
  void skipsThoseWhoseKeyIsNotThere() {
    for (var key : List.of("", " ")) {
      var file =
          TestFiles.read(
              "waterfall: {email: [hunter, directory]}",
              key.isEmpty() ? Map.of() : Map.of("HUNTER_API_KEY", key));
      assertThat(file.skipped()).containsExactly(new Skipped("hunter", "HUNTER_API_KEY"));
      assertThat(file.chain(Capability.EMAIL)).containsExactly("directory");
      assertThat(file.provider("hunter")).isEmpty();
    }
  }

  @Test
  void saysWhomNobodyAsks() {
    var file =
        TestFiles.read(
            """
            waterfall: {email: [hunter]}
            providers:
              hunter: {rate: 1/s}
              hunter-2: {like: hunter, key: $OTHER_KEY}
              scripted: {greeting: hello}
            """,
            KEY);
    assertThat(file.unused()).containsExactly("hunter-2", "scripted");
    assertThat(file.skipped()).isEmpty();
  }

  @Test
  void opensOnlyThoseWhoAreAsked() {
    var scripted = new ScriptedKind();
    var text =
        """
        waterfall: {email: [one, two], phone: [directory]}
        verification: [one]
        providers:
          one: {kind: scripted, greeting: hello}
          two: {kind: scripted, greeting: hello}
          three: {kind: scripted, greeting: hello}
        """;
    ProvidersFile.read("providers.yaml", text, Map.of(), TestFiles.kinds(scripted));
    assertThat(scripted.opened()).containsExactly("one", "two");
  }

  @Test
  void opensNobodyWhenSomethingIsWrong() {
    var scripted = new ScriptedKind();
    var text = "waterfall: {email: [scripted, nobody]}\nproviders: {scripted: {greeting: hello}}";
    assertThatThrownBy(
            () -> ProvidersFile.read("providers.yaml", text, Map.of(), TestFiles.kinds(scripted)))
        .isInstanceOf(InvalidProvidersFileException.class);
    assertThat(scripted.opened()).isEmpty();
  }

  @Test
  void replacesSettingsOfReadyMadeOnesOneByOne() {
    var terms =
        TestFiles.read(
                """
                waterfall: {email: [hunter]}
                providers: {hunter: {rate: 100/m, attempts: 5, cost: {hit: 0.25}}}
                """,
                KEY)
            .provider("hunter")
            .orElseThrow()
            .terms();
    assertThat(terms.rate()).isEqualTo(new Rate(100, Duration.ofMinutes(1)));
    assertThat(terms.attempts()).isEqualTo(5);
    assertThat(terms.cost()).isEqualTo(new Cost(new BigDecimal("0.25"), BigDecimal.ZERO));
    assertThat(terms.timeout()).isEqualTo(Duration.ofSeconds(20));
  }

  @Test
  void hasAReadyMadeOneTwiceUnderTwoNames() {
    var file =
        TestFiles.read(
            """
            waterfall: {email: [hunter, hunter-2]}
            providers: {hunter-2: {like: hunter, key: $OTHER_KEY, concurrency: 2}}
            """,
            Map.of("HUNTER_API_KEY", "one", "OTHER_KEY", "two"));
    var second = file.provider("hunter-2").orElseThrow().terms();
    assertThat(second.name()).isEqualTo("hunter-2");
    assertThat(second.concurrency()).isEqualTo(2);
    assertThat(second.rate()).isEqualTo(new Rate(15, Duration.ofSeconds(1)));
  }

  @Test
  void readsTermsAndTheirDefaults() {
    var text = "waterfall: {email: [acme]}\nproviders:\n  acme:\n" + DEFINITION.indent(4);
    var usual = TestFiles.read(text).provider("acme").orElseThrow().terms();
    assertThat(usual.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(usual.attempts()).isEqualTo(3);
    assertThat(usual.rate()).isNull();
    assertThat(usual.concurrency()).isNull();
    assertThat(usual.cost()).isEqualTo(Cost.FREE);
    assertThat(usual.repeatable()).isFalse();

    var own =
        """
        timeout: 1500ms
        attempts: 1
        rate: 10/h
        concurrency: 7
        repeatable: true
        cost: {hit: 2, miss: 0.1}
        by_type: {phone: {cost: {hit: 10}}}
        """;
    var acme = TestFiles.read(text + own.indent(4)).provider("acme").orElseThrow();
    assertThat(acme.terms().timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(acme.terms().attempts()).isEqualTo(1);
    assertThat(acme.terms().rate()).isEqualTo(new Rate(10, Duration.ofHours(1)));
    assertThat(acme.terms().concurrency()).isEqualTo(7);
    assertThat(acme.terms().repeatable()).isTrue();
    assertThat(acme.cost(Capability.EMAIL))
        .isEqualTo(new Cost(BigDecimal.TWO, new BigDecimal("0.1")));
    assertThat(acme.cost(Capability.PHONE)).isEqualTo(new Cost(BigDecimal.TEN, BigDecimal.ZERO));
  }

  @Test
  void readsAliases() {
    var file =
        TestFiles.read(
            """
            waterfall: {email: &all [directory], phone: *all}
            providers:
              one: &one {kind: scripted, greeting: hello}
              two: *one
            """);
    assertThat(file.chain(Capability.PHONE)).containsExactly("directory");
    assertThat(file.unused()).containsExactly("one", "two");
  }
}
