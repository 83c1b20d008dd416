package enrichment.providers;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.LineType;
import enrichment.domain.Phone;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The numbers are those that numbering authorities set aside for fiction. */
class PhoneNumbersTest {

  @Test
  void writesThemInE164EachOnce() {
    assertThat(
            usable(
                List.of("+44 20 7946 0018", "tel:+44-20-7946-0018", "+33 (0)1 99 00 12 34"),
                List.of()))
        .containsExactly("+442079460018", "+33199001234");
  }

  @Test
  void readsTheInternationalPrefixAsAPlus() {
    assertThat(
            usable(
                List.of(
                    "0033612345678",
                    "0033 6 12 34 56 79",
                    "00 33 6 12 34 56 80",
                    "00(33)612345681",
                    "Tel. 0033612345682"),
                List.of()))
        .containsExactly(
            "+33612345678", "+33612345679", "+33612345680", "+33612345681", "+33612345682");
  }

  @Test
  void takesEachOfSeveralNumbersInOneText() {
    for (var between : List.of(", ", ";", " / ", " | ", "\n", " or ", ",")) {
      assertThat(usable(List.of("+33612345678" + between + "+44 20 7946 0018"), List.of()))
          .as("between: '%s'", between)
          .containsExactly("+33612345678", "+442079460018");
      assertThat(usable(List.of("0033612345678" + between + "0044 20 7946 0018"), List.of()))
          .as("between: '%s'", between)
          .containsExactly("+33612345678", "+442079460018");
    }
  }

  @Test
  void readsNumbersAsPagesWriteThem() {
    assertThat(
            usable(
                List.of(
                    "\u202a+33 6 12 34 56 78\u202c",
                    "+33\u00a06\u00a012\u00a034\u00a056\u00a079",
                    "Mobile: +33 6 12 34 56 80 (private)",
                    "+33 6 12 34 56 81 ext. 12",
                    "＋33 6 12 34 56 82"),
                List.of()))
        .containsExactly(
            "+33612345678", "+33612345679", "+33612345680", "+33612345681", "+33612345682");
  }

  @Test
  void takesNoZerosInsideANumberForAPlus() {
    assertThat(usable(List.of("+44 20 0033 6123", "+1 212 500 3361"), List.of()))
        .doesNotContain("+336123");
  }

  @Test
  void keepsThoseOfTheCountriesAskedFor() {
    var written = List.of("+1 212 555 0123", "+44 20 7946 0018", "+33 6 12 34 56 78");
    assertThat(usable(written, List.of("FR", "BE"))).containsExactly("+33612345678");
    assertThat(usable(written, List.of("US", "GB")))
        .containsExactly("+12125550123", "+442079460018");
    assertThat(usable(written, List.of("DE"))).isEmpty();
  }

  @Test
  void tellsCountriesOfOneCallingCodeApart() {
    var written = List.of("+1 416 555 0123", "+1 212 555 0123");
    assertThat(usable(written, List.of("CA"))).containsExactly("+14165550123");
  }

  @Test
  void dropsNumbersThatNoPlanHas() {
    // As long as a British mobile number is, and in a range that is not assigned.
    assertThat(usable(List.of("+44 7700 900123", "+1 212 155 0123"), List.of())).isEmpty();
  }

  @Test
  void tellsTheKindOfLine() {
    assertThat(
            PhoneNumbers.usable(
                List.of("+44 20 7946 0018", "+61 491 570 156", "+1 212 555 0123"), List.of()))
        .containsExactly(
            new Phone("+442079460018", LineType.LANDLINE),
            new Phone("+61491570156", LineType.MOBILE),
            new Phone("+12125550123", LineType.LANDLINE_OR_MOBILE));
  }

  @Test
  void dropsWhatIsNoNumber() {
    assertThat(usable(List.of("", "ext. 12", "+1", "0171 555 0123"), List.of())).isEmpty();
  }

  private static List<String> usable(List<String> written, List<String> countryCodes) {
    return PhoneNumbers.usable(written, countryCodes).stream().map(Phone::number).toList();
  }
}
