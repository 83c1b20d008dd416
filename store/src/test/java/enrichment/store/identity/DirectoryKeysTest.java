package enrichment.store.identity;

import static enrichment.store.identity.DirectoryKeys.companyKey;
import static enrichment.store.identity.DirectoryKeys.domainKey;
import static enrichment.store.identity.DirectoryKeys.nameKey;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectoryKeysTest {

  @Test
  void aTextThatIsTooLongForANameHasNoKey() {
    assertThat(nameKey("a".repeat(201), "b")).isNull();
    assertThat(companyKey("a".repeat(201))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analytical.example",
        "ANALYTICAL.Example",
        " analytical.example ",
        "www.analytical.example",
        "analytical.example.",
        "analytical.example:8443",
        "analytical.example/about?x=1",
        "https://www.analytical.example/",
        "HTTP://Analytical.Example:80/a/b#c",
        "//analytical.example",
        "@analytical.example",
        "ada@analytical.example",
        "mailto:ada@analytical.example",
        "https://ada:secret@analytical.example/",
        "ａｎａｌｙｔｉｃａｌ。example",
        "analytical.example,",
        "analytical.example;",
        "(analytical.example)",
        "<analytical.example>",
        "\"analytical.example\"",
        "analytical.example\u200e",
        "analytical.example!",
        "analytical.example\\",
        "analytical.example%20",
        "*.analytical.example",
        ".analytical.example",
        "www.www.analytical.example",
        "http:/analytical.example",
        "https//analytical.example",
        "https://https://analytical.example",
        "https://analytical.example,/about",
        "%09analytical.example",
        "https%3A%2F%2Fanalytical.example",
        "https%253A%252F%252Fanalytical.example",
        "https:\\/\\/analytical.example",
        "analytical.example%2F",
        "/analytical.example",
        "analytical.example\u2122",
        "analytical\uff0eexample",
        "analytical&#46;example",
        "&lt;analytical.example&gt;",
      })
  void oneDomainHasOneKey(String domain) {
    assertThat(domainKey(domain)).isEqualTo("analytical.example");
  }

  @ParameterizedTest
  @CsvSource({
    "bücher.example, xn--bcher-kva.example",
    "BÜCHER.example, xn--bcher-kva.example",
    "xn--bcher-kva.example, xn--bcher-kva.example",
    "straße.example, xn--strae-oqa.example",
    "STRAẞE.example, xn--strae-oqa.example",
    "νικος.example, xn--uxachkp.example",
    "νικοσ.example, xn--uxachku.example",
    "analytical\u2011engines.example, analytical-engines.example",
    "none.example, none.example",
    "linkedin.com, linkedin.com",
    "github.com, github.com",
    "corp.mail.ru, corp.mail.ru",
    "sa.gov.au, sa.gov.au",
    "www.bbc.co.uk, bbc.co.uk",
    "analytical.github.io, analytical.github.io",
    "https://www.linkedin.com/, linkedin.com",
    "www.dev, www.dev",
    "mail.analytical.example, mail.analytical.example",
    "wwww.example, wwww.example",
  })
  void domainsAreWrittenInAscii(String domain, String key) {
    assertThat(domainKey(domain)).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "10.0.0.1",
        "[::1]",
        "a b.example",
        "-a.example",
        "a..example",
        "a_b.example",
        "https://",
        "@",
        ".example",
        "xn--\u00fc.example",
        "n/a",
        "analytical.example, other.example",
        "analytical.example | other.example",
        "[analytical.example](http://analytical.example)",
        "analytical.example, ada@other.example",
        "ada@analytical.example;bob@other.example",
        "ada@analytical.example, bob@other.example",
        "analytical\u3002example, other\u3002example",
        "analytical.example\u00b2",
        "analytical\u00b2.example",
        "analytical.example...",
        "analytical.exam\u2026",
        "\u2026lytical.example",
        "_dmarc.analytical.example",
        "analytical.example-",
        "N.A.",
        "n.a",
        "none.none",
        "unknown.unknown",
        "{{company.domain}}",
        "https://www.linkedin.com/company/analytical",
        "facebook.com/analytical",
        "https://de.linkedin.com/company/analytical",
        "https://m.facebook.com/analytical",
        "https://sites.google.com/view/analytical",
        "github.com/analytical",
        "gmail.com",
        "ada.lovelace@gmail.com",
        "example.com",
        "t.co/abc",
        "https://urldefense.com/v3/__https://analytical.example",
        "yourcompany.com",
        "none.com",
        "Node.js",
        "jan.doe",
        "co.uk",
        "www.co.uk",
        "analytical.com\u00aa",
        "analytical.com\u2192",
      })
  void whatIsNoDomainHasNoKey(String domain) {
    assertThat(domainKey(domain)).isNull();
  }

  /** One character of which UTS 46 makes eighteen. */
  @Test
  void aTextThatGrowsBeyondAnyNameHasNoKey() {
    assertThat(domainKey("\ufdfa".repeat(200) + ".example")).isNull();
  }

  @Test
  void aDomainHasAtMost253Characters() {
    String label = "a".repeat(49) + ".";
    assertThat(domainKey(label.repeat(5) + "abc")).hasSize(253);
    assertThat(domainKey(label.repeat(5) + "abcd")).isNull();
  }
}
