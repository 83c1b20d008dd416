package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CandidatesTest {

  @Test
  void beginsWithTheUsualPatterns() {
    assertThat(localParts("Ada", "Byron"))
        .startsWith("ada.byron", "abyron", "ada", "adabyron", "a.byron", "adab", "ada_byron")
        .contains("byron.ada", "byron", "byrona", "ada-byron", "bada", "byronada", "ab");
  }

  @ParameterizedTest
  @MethodSource("enrichment.providers.finder.Person#all")
  void hasTheOneOfEachPerson(Person person) {
    assertThat(localParts(person.firstName(), person.lastName()))
        .contains(person.localPart())
        .hasSizeLessThanOrEqualTo(Candidates.MOST)
        .doesNotHaveDuplicates()
        .allMatch(LocalPart::isValid);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Jürgen|Müller|juergen.mueller,jurgen.muller",
        "Käthe|Groß|kaethe.gross,kathe.gross,kathe.gros",
        "Søren|Bråten|soren.braten,soeren.braaten",
        "Anders|Kjær|anders.kjaer,anders.kjar",
        "Jean-Pierre|Roux|jean-pierre.roux,jeanpierre.roux,jean.roux,jp.roux,jproux",
        "Piet|van der Berg|piet.vanderberg,piet.berg,piet.van-der-berg,pberg",
        "Eva|de la Cruz|eva.delacruz,eva.cruz",
        "Karl|von Stein|karl.vonstein,karl.stein",
        "Omar|bin Said|omar.binsaid,omar.said",
        "Sami|al-Fahim|sami.alfahim,sami.fahim",
        "Ana|García Márquez|ana.garcia,ana.garciamarquez,ana.marquez,ana.garcia-marquez",
        "Liam|O'Brien|liam.obrien,liam.o'brien",
        "Prof. Dr. Max|Kern Jr.|max.kern,mkern",
        "Maxine|Kern, Ph.D.|maxine.kern",
      })
  void knowsHowNamesAreWrittenOtherwise(String first, String last, String expected) {
    assertThat(localParts(first, last)).contains(expected.split(","));
  }

  @Test
  void knowsNamesThatAreParticlesOrTitlesElsewhere() {
    assertThat(localParts("Dame", "Van")).startsWith("dame.van", "dvan");
    assertThat(localParts("Md", "Le")).startsWith("md.le");
  }

  @Test
  void dropsTitlesAndSuffixes() {
    assertThat(localParts("Dr. Max", "Kern PhD")).isEqualTo(localParts("Max", "Kern"));
    assertThat(localParts("Max Q.", "Kern III")).isEqualTo(localParts("Max", "Kern"));
  }

  @Test
  void putsTheLearntPatternFirst() {
    var candidates =
        Candidates.likeliest("Jörg", "Kern", Optional.of(AddressPattern.LAST_UNDERSCORE_FIRST));
    assertThat(candidates)
        .extracting(Candidate::localPart)
        .startsWith("kern_joerg", "kern_jorg", "joerg.kern")
        .hasSize(Candidates.MOST);
  }

  @Test
  void ranksCandidatesAlikeWhateverWasLearnt() {
    var plain = Candidates.likeliest("Jörg", "Kern", Optional.empty());
    var learnt = Candidates.likeliest("Jörg", "Kern", Optional.of(AddressPattern.F_L));
    assertThat(plain).extracting(Candidate::rank).isSorted();
    assertThat(learnt.getFirst().localPart()).isEqualTo("jk");
    assertThat(Candidates.all("Jörg", "Kern").get(learnt.getFirst().rank()))
        .isEqualTo(learnt.getFirst());
  }

  @Test
  void hasNoneForWhatIsNoName() {
    assertThat(localParts("", "")).isEmpty();
    assertThat(localParts("-", "…")).isEmpty();
    assertThat(localParts("Ada", "'")).isEmpty();
    // What is longer than 64 octets is left out.
    assertThat(localParts("x".repeat(70), "y".repeat(70))).containsExactly("xy");
  }

  private static List<String> localParts(String first, String last) {
    return Candidates.likeliest(first, last, Optional.empty()).stream()
        .map(Candidate::localPart)
        .toList();
  }
}
