package enrichment.domain;

import com.ibm.icu.text.Normalizer2;
import java.util.Set;
import java.util.regex.Pattern;

/** What exports, forms and programs write where they know nothing. Strangers have it in common. */
public final class Placeholder {

  /** Without what separates their words, and as {@code NFKC_Casefold} has them. */
  private static final Set<String> WORDS =
      Set.of(
          """
          na none null nil nan undefined unknown unnamed anonymous empty blank missing
          unavailable notavailable notapplicable notprovided notspecified notset notfound
          notdisclosed undisclosed redacted hidden private confidential tbd tba false true
          nodata novalue objectobject loading nd
          noinfo nvt sindatos
          keine keiner keineangabe unbekannt aucun aucune inconnu inconnue ninguno ninguna
          desconocido desconhecido nenhum nenhuma nessuno nessuna sconosciuto geen onbekend
          brak nieznany yok нет неизвестно 无 無 なし 不明 暂无 없음
          """
              .strip()
              .split("\\s+"));

  private static final Pattern SEPARATING = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

  /** What a spreadsheet has where it cannot calculate: {@code #N/A}, {@code #REF!}. */
  private static final Pattern ERROR = Pattern.compile("\\s*#[A-Z0-9]+[/A-Z0-9]*[?!]?\\s*");

  /** Whether a spreadsheet has written it in place of a value. */
  public static boolean isError(String text) {
    return ERROR.matcher(text).matches();
  }

  /** Whether the text is one of these words, or says nothing but them. */
  public static boolean is(String text) {
    var words =
        SEPARATING
            .splitAsStream(Normalizer2.getNFKCCasefoldInstance().normalize(text))
            .filter(word -> !word.isEmpty())
            .toList();
    return isError(text)
        || WORDS.contains(String.join("", words))
        || (!words.isEmpty() && WORDS.containsAll(words));
  }

  private Placeholder() {}
}
