package enrichment.api.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.api.http.Texts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContactRulesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://www.linkedin.com/in/ada",
        "HTTP://LinkedIn.com/in/ada?x=1",
        "linkedin.com/in/ada",
        "fr.linkedin.com/in/josé",
        "https://www.linkedin.com/in/jos%C3%A9/"
      })
  void knowsLinkedinUrls(String text) {
    assertThat(LinkedinUrls.isLinkedinUrl(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ada",
        "/in/ada",
        "https://linkedin.com/",
        "https://linkedin.com",
        "evil-linkedin.com/in/a",
        "https://linkedin.com.evil.example/in/a",
        "ftp://linkedin.com/in/a",
        "https://linkedin.com@evil.example/in/a",
        "https://linkedin.com/in/a b"
      })
  void knowsOtherUrls(String text) {
    assertThat(LinkedinUrls.isLinkedinUrl(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\u00a0\t\n\u2003"})
  void trimsEverythingThatLooksBlank(String text) {
    assertThat(Texts.trim(text)).isEmpty();
    assertThat(Texts.trim(text + "a b" + text)).isEqualTo("a b");
  }
}
