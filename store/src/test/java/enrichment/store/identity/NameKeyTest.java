package enrichment.store.identity;

import static enrichment.store.identity.DirectoryKeys.nameKey;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameKeyTest {

  @ParameterizedTest
  @CsvSource({
    "Łukasz, Żak, Lukasz, Zak",
    "ADA, LOVELACE, ada, lovelace",
    "Jean-Pierre, Dupont, Jean Pierre, dupont",
    "Seán, O’Brien, Sean, OBrien",
    "Zoë, Groß, Zoe, Gross",
    "Þórður, Ægisson, Thordur, Aegisson",
    "Søren, Ångström, Soren, Angstrom",
    "İbrahim, Işık, Ibrahim, Isik",
    "Nguyễn, Đức, Nguyen, Duc",
    "Дмитрий, Соловьёв, ДМИТРИЙ, Соловьев",
    "Γιώργος, Παπαδόπουλος, ΓΙΩΡΓΟΣ, ΠΑΠΑΔΟΠΟΥΛΟΣ",
    "ᲒᲘᲝᲠᲒᲘ, ᲑᲔᲠᲘᲫᲔ, გიორგი, ბერიძე",
    "たなか, さくら, タナカ, サクラ",
    "ﾀﾅｶ, ｻｸﾗ, タナカ, サクラ",
    "Ａｄａ, Ｌｏｖｅｌａｃｅ, Ada, Lovelace",
    "'  Ada ', Lovelace., Ada, Lovelace",
    "김민, 준, 김 민, 준",
    "Seán, O&#39;Brien, Sean, O'Brien",
    "Seán, O\\u0027Brien, Sean, O'Brien",
    "Ren&eacute;, Dupont, René, Dupont",
    "Ren%C3%A9, Dupont, René, Dupont",
    "Ren%E9, Dupont, René, Dupont",
    "L&#322;ukasz, Żak, Lłukasz, Zak",
    "Anna, Müller ®, Anna, Müller",
    "Anna ②, Müller, Anna, Müller",
    "مُحَمَّد, عَلِي, محمد, علي",
    "יֶלֶד, כֹּהֵן, ילד, כהן",
    "王, 伟, 王, 伟",
    "Jennifer, Null, jennifer, NULL",
    "Chan, O Neil, chan, oneil",
  })
  void sameNameHasTheSameKey(String first, String last, String otherFirst, String otherLast) {
    assertThat(nameKey(first, last)).isNotNull().isEqualTo(nameKey(otherFirst, otherLast));
  }

  @Test
  void accentsThatAreWrittenInTwoWaysAreOne() {
    assertThat(nameKey("Zoe\u0308", "Lu")).isEqualTo(nameKey("Zo\u00eb", "Lu"));
  }

  @ParameterizedTest
  @CsvSource({
    "Ada, Lovelace, Lovelace, Ada",
    "Mary Ann, Lee, Mary, Ann Lee",
    "王, 伟, 王, 薇",
    "山田, 太郎, 田中, 太郎",
    "Ada, Lovelace, Ada, Loveless",
    "សុខា, ចាន់, សុខី, ចាន់",
  })
  void anotherNameHasAnotherKey(String first, String last, String otherFirst, String otherLast) {
    assertThat(nameKey(first, last)).isNotNull().isNotEqualTo(nameKey(otherFirst, otherLast));
  }

  @ParameterizedTest
  @CsvSource({
    "Łukasz, Żak, lukasz zak",
    "Ольга, Петрова, olga petrova",
    "محمد, علي, mhmd ly",
    "राजेश, कुमार, rajesa kumara",
    "გიორგი, ბერიძე, giorgi beridze",
    "דוד, לוי, dwd lwy",
    "王, 伟, 王 伟",
  })
  void namesOfEveryScriptHaveAStableKey(String first, String last, String key) {
    assertThat(nameKey(first, last)).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "-, Lovelace",
        "Ada, ...",
        "Ada, NULL",
        "NULL, Lovelace",
        "N/A, N/A",
        "Unknown, Unknown",
        "undefined, undefined",
        "LinkedIn, Member",
        "#NAME?, #NAME?",
        "#ERROR!, Lovelace",
        "Vorname, Nachname",
        "{{first_name}}, {{last_name}}",
        "%FIRSTNAME%, %LASTNAME%",
        "Jane, [not provided]",
        "Jane, Unknown",
        "Jane, S*****",
        "Jane, Sm...",
        "Jane, T.",
        "J., Smith",
        "Maria, G. L.",
        "Maria, G.L.",
        "Γιώργος, Θ.",
        "Anna, Sz.",
        "Anna, N/A",
        "Anna, (hidden)",
        "Anna, LNU",
        "*|FNAME|*, *|LNAME|*",
        "J•••, D•••",
        "Test, User",
        "Имя, Фамилия",
      },
      nullValues = "NULL")
  void halfANameHasNoKey(String first, String last) {
    assertThat(nameKey(first, last)).isNull();
  }

  @Test
  void threadsFoldSideBySide() {
    assertThat(
            IntStream.range(0, 2_000)
                .parallel()
                .mapToObj(i -> i % 2 == 0 ? nameKey("Łukasz", "Żak") : nameKey("Ольга", "Петрова"))
                .distinct())
        .containsExactlyInAnyOrder("lukasz zak", "olga petrova");
  }

  /** The bound is a part's, not that of both together. */
  @Test
  void eachPartOfANameMayBeLong() {
    assertThat(nameKey("a".repeat(150), "b".repeat(150))).isNotNull();
  }
}
