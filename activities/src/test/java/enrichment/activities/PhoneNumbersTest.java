package enrichment.activities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are those that numbering authorities set aside for fiction. */
class PhoneNumbersTest {

  @Test
  void writesThemInE164EachOnce() {
    assertThat(
            PhoneNumbers.usable(
                List.of("+44 20 7946 0018", "tel:+44-20-7946-0018", "+33 (0)1 99 00 12 34"),
                List.of()))
        .containsExactly("+442079460018", "+33199001234");
  }

  @Test
  void keepsThoseOfTheCountriesAskedFor() {
    var written = List.of("+1 212 555 0123", "+44 7700 900123", "+33 6 39 98 12 34");
    assertThat(PhoneNumbers.usable(written, List.of("FR", "BE"))).containsExactly("+33639981234");
    assertThat(PhoneNumbers.usable(written, List.of("US", "GB")))
        .containsExactly("+12125550123", "+447700900123");
    assertThat(PhoneNumbers.usable(written, List.of("DE"))).isEmpty();
  }

  @Test
  void tellsCountriesOfOneCallingCodeApart() {
    var written = List.of("+1 416 555 0123", "+1 212 555 0123");
    assertThat(PhoneNumbers.usable(written, List.of("CA"))).containsExactly("+14165550123");
  }

  @Test
  void dropsWhatIsNoNumber() {
    assertThat(PhoneNumbers.usable(List.of("", "ext. 12", "+1", "0171 555 0123"), List.of()))
        .isEmpty();
  }
}
