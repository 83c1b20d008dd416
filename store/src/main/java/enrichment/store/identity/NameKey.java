package enrichment.store.identity;

import enrichment.domain.Placeholder;
import enrichment.domain.WrittenText;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** See {@link DirectoryKeys#nameKey}. */
final class NameKey {

  /** No one is called so; the other placeholders are names as well ({@code Null}, {@code Na}). */
  private static final Set<String> NO_NAME =
      Set.of(
          """
          unknown undefined unavailable notavailable notapplicable notprovided notspecified
          notfound undisclosed redacted anonymous firstname lastname surname fullname
          vorname nachname prenom nombre apellido cognome fname lname fnu lnu noname nolastname
          nosurname tbd tbc xxx unbekannt inconnu inconnue desconocido sconosciuto onbekend
          """
              .strip()
              .split("\\s+"));

  /** {@code N/A}, {@code [not provided]}, {@code *|LNAME|*}. */
  private static final Pattern NO_VALUE =
      Pattern.compile("n\\.?/\\.?a\\.?|[\\[(<].*[\\])>]|\\*\\|.*", Pattern.CASE_INSENSITIVE);

  private static final String INITIAL = "(?:\\p{L}\\p{M}*){1,3}\\.";

  /** A letter of an alphabet, or abbreviations: a Chinese name may have one character. */
  private static final Pattern INITIALS =
      Pattern.compile(
          "[\\p{IsLatin}\\p{IsGreek}\\p{IsCyrillic}\\p{IsGeorgian}\\p{IsArmenian}]\\p{M}*(?:\\s+\\p{L})*"
              + "|%1$s(?:[\\s-]*%1$s)*".formatted(INITIAL));

  /** What programs and networks call those whom they do not name. */
  private static final Set<String> STAND_INS =
      Arrays.stream(
              """
              linkedin member, linkedin user, test user, test test, user test, deleted user,
              anonymous user, unknown user, no name, first last, name surname, private member,
              имя фамилия, 名 姓, 姓 名
              """
                  .split(","))
          .map(FoldedText::fold)
          .map(FoldedText::lettersAndDigits)
          .collect(Collectors.toSet());

  private NameKey() {}

  /** Null where it is not a person's whole name. */
  static @Nullable String of(String firstName, String lastName) {
    if (Placeholder.is(firstName) && Placeholder.is(lastName)) {
      return null;
    }
    var first = part(firstName);
    var last = part(lastName);
    return first == null || last == null || STAND_INS.contains(first + last)
        ? null
        : first + " " + last;
  }

  private static @Nullable String part(String written) {
    var plain = WrittenText.unescaped(written).strip();
    var key = DirectoryKeys.bounded(FoldedText.lettersAndDigits(FoldedText.fold(plain)));
    return key == null
            || NO_NAME.contains(key)
            || WrittenText.isIncomplete(plain)
            || Placeholder.isError(plain)
            || NO_VALUE.matcher(plain).matches()
            || INITIALS.matcher(plain).matches()
        ? null
        : key;
  }
}
