package enrichment.store.identity;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;

/** Text without case, accents and, where it can be done without loss, without script. */
final class FoldedText {
  /**
   * Han is left out of the romanising, see {@link DirectoryKeys#nameKey}. Of combining marks only
   * the accents go (script "inherited"); the vowel signs of a script that ICU does not romanise,
   * such as Khmer, are letters in all but name. Case goes first since not every capital is
   * romanised (Georgian's are not), and again since romanising makes new ones.
   */
  private static final String RULES =
      """
      :: NFKC ;
      :: Lower ;
      :: [:^Han:] Any-Latin ;
      :: NFD ;
      :: [[:Mark:] & [:Inherited:]] Remove ;
      :: Latin-ASCII ;
      :: Lower ;
      :: NFC ;
      """;

  private static final Transliterator FOLDING =
      Transliterator.createFromRules("enrichment-folding", RULES, Transliterator.FORWARD);

  private FoldedText() {}

  /** The text folded; spaces and punctuation are still there. */
  static String fold(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    // ICU4J does not promise that one transliterator may be used by several threads.
    synchronized (FOLDING) {
      return FOLDING.transliterate(text);
    }
  }

  /** The folded text without its spaces and punctuation. */
  static String lettersAndDigits(String folded) {
    StringBuilder kept = new StringBuilder(folded.length());
    folded.codePoints().filter(FoldedText::isKept).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  static boolean isKept(int codePoint) {
    return switch (Character.getType(codePoint)) {
      // What romanising makes of signs that are no letters in Latin: ʿ, ʾ, ʹ.
      case Character.MODIFIER_LETTER -> false;
      case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
      default -> Character.isLetterOrDigit(codePoint);
    };
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }
}
