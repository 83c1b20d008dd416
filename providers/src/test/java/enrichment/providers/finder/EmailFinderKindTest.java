package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Cost;
import enrichment.providers.Provider;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import enrichment.providers.config.InvalidProvidersFileException;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.ProvidersFile;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmailFinderKindTest {

  private static final String FILE =
      """
      waterfall: {email: [email-finder]}
      verification: [email-finder]
      providers:
        email-finder:
      """;

  @Test
  void makesAFinderOfItsSettings() {
    var file = read("    {mail_from: probe@example.com, helo: probe.example.com, pace: 3s}");
    var finder = file.provider("email-finder").orElseThrow();
    assertThat(finder).isInstanceOf(EmailFinder.class);
    assertThat(finder.can(Capability.EMAIL_VERIFICATION)).isTrue();
    assertThat(finder.terms().timeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void asksForASenderAndAName() {
    assertRefuses("    {pace: 3s}", ".mail_from is required", ".helo is required");
    assertRefuses(
        "    {mail_from: probe, helo: a b, port: 0}",
        ".mail_from must be an email address, not 'probe'",
        ".helo must be a host name, or an address in brackets, not 'a b'",
        ".port must be a whole number from 1 to 65535, not '0'");
  }

  private static void assertRefuses(String settings, String... problems) {
    assertThatThrownBy(() -> read(settings))
        .isInstanceOf(InvalidProvidersFileException.class)
        .message()
        .contains(problems);
  }

  private static ProvidersFile read(String settings) {
    return ProvidersFile.read(
        "providers.yaml",
        FILE + settings,
        Map.of(),
        Map.of(
            EmailFinderKind.NAME,
            new EmailFinderKind(new InMemoryDomainPatterns()),
            "http",
            (name, unread) -> {
              throw new AssertionError("Nobody names it");
            },
            "directory",
            ProviderKind.of(new EmptyDirectory())));
  }

  /** Phones and personal emails are left to it. */
  private static final class EmptyDirectory implements Provider {

    @Override
    public ProviderTerms terms() {
      return new ProviderTerms("directory", Duration.ofSeconds(1), 1, null, null, Cost.FREE, true);
    }

    @Override
    public boolean can(Capability capability) {
      return true;
    }

    @Override
    public Answer ask(Question question) {
      return Answer.NOT_FOUND;
    }
  }
}
