package enrichment.domain;

import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSetSpanner;

/**
 * Characters that are never seen: zero-width spaces, byte order marks, soft hyphens, variation
 * selectors, fillers. By Unicode's properties {@code Default_Ignorable_Code_Point} and {@code Cf}.
 */
public final class InvisibleText {

  private static final UnicodeSetSpanner INVISIBLE =
      new UnicodeSetSpanner(new UnicodeSet("[[:Default_Ignorable_Code_Point:][:Cf:]]").freeze());

  public static String removedFrom(String text) {
    return INVISIBLE.deleteFrom(text);
  }

  private InvisibleText() {}
}
