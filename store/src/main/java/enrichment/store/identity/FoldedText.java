package enrichment.store.identity;

import com.ibm.icu.text.Transliterator;
import java.util.Locale;

/** Text without case, accents and, where it can be done without loss, without script. */
final class FoldedText {
  /**
   * Han is left out of the romanising, see {@link DirectoryKeys#nameKey}. Of combining marks only
   * the accents go (script "inherited"); the vowel signs of a script that ICU does not romanise,
   * such as Khmer, are letters in all but name. Case goes first since not every capital is
   * romanised (Georgian's are not), and again since romanising makes new ones. Signs such as {@code
   * ™} go before they would be letters, and vowel points of Hebrew and Arabic, which few write.
   */
  private static final String RULES =
      """
      :: NFC ;
      :: [[:So:][:No:]] Remove ;
      :: NFKC ;
      :: [\\u0591-\\u05BD\\u05BF\\u05C1\\u05C2\\u05C4\\u05C5\\u05C7\\u064B-\\u065F\\u0670] Remove ;
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
