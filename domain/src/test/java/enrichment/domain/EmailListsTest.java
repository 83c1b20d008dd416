package enrichment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailListsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"mailinator.com", "guerrillamail.com", "inbox.yopmail.com", "YOPMAIL.COM"})
  void knowsDisposableDomains(String domain) {
    assertThat(EmailLists.isDisposable(domain)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmail.com", "gmx.de", "yahoo.co.jp", "qq.com", "wp.pl", "mail.ru"})
  void knowsFreeMailDomains(String domain) {
    assertThat(EmailLists.isFreeMail(domain)).isTrue();
    assertThat(EmailLists.isDisposable(domain)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"siemens.com", "acme.example", "com", "ourgmail.com"})
  void leavesCompaniesAlone(String domain) {
    assertThat(EmailLists.isFreeMail(domain)).isFalse();
    assertThat(EmailLists.isDisposable(domain)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "Sales", "no-reply", "postmaster", "kontakt"})
  void knowsRoles(String localPart) {
    assertThat(EmailLists.isRole(localPart)).isTrue();
    assertThat(EmailLists.isRole(localPart + ".smith")).isFalse();
  }
}
