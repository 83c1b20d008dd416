package enrichment.providers.finder;

import com.ibm.icu.text.Transliterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Ways to write a name in lower case ASCII, by ICU's transforms and what people do otherwise than
 * these.
 */
enum Romanization {
  /** Accents are dropped: muller, sorensen, lukasz. */
  FOLDED("[åÅ] > a; [äÄ] > a; [öÖ] > o; [üÜ] > u; [øØ] > o;"),
  /** Letters become digraphs, as in German and Danish: mueller, soerensen, aase, djordje. */
  EXPANDED("[åÅ] > aa; [äÄ] > ae; [öÖ] > oe; [üÜ] > ue; [øØ] > oe; [đĐ] > dj;"),
  /** Ligatures lose a letter too: kjar, weis. */
  SHORTENED("[åÅ] > a; [äÄ] > a; [öÖ] > o; [üÜ] > u; [øØ] > o; [æÆ] > a; ß > s;"),

  /** Dmitry, Evgeny, Alexey: how most Russians write themselves abroad. */
  RUSSIAN_EVERYDAY(
      ":: Lower; [иы]й } $ > y; е > e; ё > e; кс > x; ь > ; ъ > ; :: Russian-Latin/BGN;"),
  /** Dmitriy, Evgeniy, Aleksey. */
  RUSSIAN(":: Lower; е > e; ё > e; ь > ; ъ > ; :: Russian-Latin/BGN;"),
  /** The national system of 2010, as in passports: Serhii, Yuliia. */
  UKRAINIAN_PASSPORT(
      ":: Lower; ^ { є > ye; ^ { ї > yi; ^ { й > y; ^ { ю > yu; ^ { я > ya; зг > zgh; є > ie; ї > i;"
          + " й > i; ю > iu; я > ia; ь > ; :: Ukrainian-Latin/BGN;"),
  UKRAINIAN(":: Lower; ь > ; :: Ukrainian-Latin/BGN;"),
  BELARUSIAN(":: Lower; ь > ; :: Belarusian-Latin/BGN;"),
  /** The transliteration law of 2009: Hristo, Sofia. */
  BULGARIAN(":: Lower; ия } $ > ia; х > h; щ > sht; ъ > a; ь > y; е > e; :: Bulgarian-Latin/BGN;"),
  SERBIAN(":: Lower; ђ > dj; :: Serbian-Latin/BGN;"),
  /** Digraphs become the sounds that they stand for: Dinos, Bakoyannis. */
  GREEK_BY_SOUND(":: Lower; ^ { ντ > d; ^ { μπ > b; ^ { γκ > g; :: Greek-Latin/UNGEGN;"),
  GREEK(":: Greek-Latin/UNGEGN;"),
  /** Family names as most Koreans write them, against every standard: Kim, Lee, Park. */
  KOREAN(
      "^ { 김 } $ > kim; ^ { 이 } $ > lee; ^ { 박 } $ > park; ^ { 최 } $ > choi; ^ { 정 } $ > jung;"
          + " ^ { 강 } $ > kang; ^ { 조 } $ > cho; ^ { 윤 } $ > yoon; ^ { 임 } $ > lim;"
          + " ^ { 오 } $ > oh; ^ { 신 } $ > shin; ^ { 권 } $ > kwon; ^ { 안 } $ > ahn;"
          + " ^ { 유 } $ > yoo; ^ { 우 } $ > woo; ^ { 노 } $ > noh; ^ { 문 } $ > moon;"),
  /** Characters that sound otherwise where they are a family name. */
  CHINESE_NAMES(":: Han-Latin/Names;"),
  /** Long vowels are written short: Sato, Yuki. */
  JAPANESE(":: Any-Latin; :: Latin-ASCII; :: Lower; ou > o; oo > o; uu > u;");

  private static final Pattern DIGRAPH_LETTERS_ONLY = Pattern.compile("[\\p{ASCII}äöüßÄÖÜ]*");
  private static final Pattern NOT_ASCII_LOWER = Pattern.compile("[^a-z0-9]");

  private final Transliterator transliterator;

  Romanization(String rules) {
    transliterator =
        Transliterator.createFromRules(
            name(),
            ":: NFC; " + rules + " :: Any-Latin; :: Latin-ASCII; :: Lower;",
            Transliterator.FORWARD);
  }

  /**
   * @param word of one word, without spaces and hyphens
   * @return letters and digits; empty where nothing can be read
   */
  String write(String word) {
    // ICU promises nothing about one transliterator in many threads.
    synchronized (transliterator) {
      return NOT_ASCII_LOWER.matcher(transliterator.transliterate(word)).replaceAll("");
    }
  }

  /** The ways that make sense for a name, the usual one first. */
  static List<Romanization> of(String name) {
    if (has(name, "\\p{IsCyrillic}")) {
      return cyrillic(name);
    } else if (has(name, "\\p{IsGreek}")) {
      return List.of(GREEK_BY_SOUND, GREEK);
    } else if (has(name, "\\p{IsHangul}")) {
      return List.of(KOREAN, FOLDED);
    } else if (has(name, "[\\p{IsHiragana}\\p{IsKatakana}]")) {
      return List.of(JAPANESE, FOLDED);
    } else if (has(name, "\\p{IsHan}")) {
      return List.of(CHINESE_NAMES, FOLDED);
    } else if (DIGRAPH_LETTERS_ONLY.matcher(name).matches()) {
      // German, as long as no other accent says that it is not.
      return List.of(EXPANDED, FOLDED, SHORTENED);
    }
    return List.of(FOLDED, EXPANDED, SHORTENED);
  }

  private static List<Romanization> cyrillic(String name) {
    if (has(name, "[ўЎ]")) {
      return List.of(BELARUSIAN, RUSSIAN_EVERYDAY);
    } else if (has(name, "[іїєґІЇЄҐ]")) {
      return List.of(UKRAINIAN_PASSPORT, UKRAINIAN);
    } else if (has(name, "[ђћљњџјЂЋЉЊЏЈ]")) {
      return List.of(SERBIAN);
    } else if (has(name, "(?iu)ъ(?![еёюя])")) {
      return List.of(BULGARIAN, RUSSIAN_EVERYDAY);
    }
    return List.of(RUSSIAN_EVERYDAY, RUSSIAN, BULGARIAN, UKRAINIAN_PASSPORT);
  }

  private static boolean has(String name, String pattern) {
    return Pattern.compile(pattern).matcher(name).find();
  }
}
