package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AddressPatternTest {

  @ParameterizedTest
  @EnumSource
  void isToldFromAnAddressThatFollowsIt(AddressPattern pattern) {
    var localPart = pattern.apply(NameVariant.of("ada"), NameVariant.of("byron"));
    assertThat(AddressPattern.of("Ada", "Byron", localPart)).contains(pattern);
  }

  @ParameterizedTest
  @CsvSource({
    "Jürgen,Müller,Juergen.Mueller,FIRST_DOT_LAST",
    "Jürgen,Müller,jmuller,F_LAST",
    "Jean-Pierre,Dupont,jpdupont,F_LAST",
    "Piet,van der Berg,p.berg,F_DOT_LAST",
    "Дмитрий,Щербаков,shcherbakov_dmitriy,LAST_UNDERSCORE_FIRST",
    "小明,张,zhang.xiaoming,LAST_DOT_FIRST",
  })
  void isToldHoweverTheNameIsWritten(
      String first, String last, String localPart, AddressPattern pattern) {
    assertThat(AddressPattern.of(first, last, localPart)).contains(pattern);
  }

  @Test
  void isNotToldFromOthersAddresses() {
    assertThat(AddressPattern.of("Ada", "Byron", "info")).isEmpty();
    assertThat(AddressPattern.of("Ada", "Byron", "ada.lovelace")).isEmpty();
    assertThat(AddressPattern.of("Ada", "Byron", "")).isEmpty();
  }
}
