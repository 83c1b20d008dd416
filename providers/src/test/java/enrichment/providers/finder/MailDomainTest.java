package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailDomainTest {

  @ParameterizedTest
  @CsvSource({
    "acme.example,acme.example",
    "' WWW.Acme.example. ',acme.example",
    "https://www.acme.example/about?x=1,acme.example",
    "acme.example:8080,acme.example",
    "mail.acme.co.uk,mail.acme.co.uk",
    "müller.example,xn--mller-kva.example",
  })
  void readsWhatCompaniesGiveAsTheirs(String written, String domain) {
    assertThat(MailDomain.ofCompany(written)).contains(domain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "acme",
        "127.0.0.1",
        "[::1]",
        "a..b",
        "a b.example",
        "a_\r\nQUIT.example",
        "-"
      })
  void readsNothingElse(String written) {
    assertThat(MailDomain.ofCompany(written)).isEmpty();
    assertThat(MailDomain.of(written)).isEmpty();
  }
}
