package enrichment.domain;

import java.util.regex.Pattern;

/**
 * Cells that a spreadsheet shows, and does not compute. One that it would take for a formula gets
 * an apostrophe in front (<a href="https://owasp.org/www-community/attacks/CSV_Injection">OWASP,
 * CSV Injection</a>). So does what follows a semicolon, a tab or a line break in a cell: to a
 * spreadsheet with another separator than the comma, a cell begins there. A number with a sign is
 * left as it is, and with it phones in E.164: it computes to itself.
 *
 * <p>The command line client has the same; it shares no code with the service.
 */
public final class SpreadsheetText {

  private static final String NUMBER = "[+-]\\d+(?:\\.\\d+)?(?:[;\\t\\r\\n]|\\z)";

  /** Full-width ones are taken for the others where those are usual. */
  private static final String FORMULA = "(?!" + NUMBER + ")[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]";

  /** What programs strip from a cell, or do not see. */
  private static final String IGNORED = "[\\s\\p{Z}\\p{Cc}\\p{Cf}\"]*";

  private static final String IGNORED_IN_LINE = "[\\p{Zs}\\p{Cf}\"]*";

  private static final Pattern BEGINS =
      Pattern.compile(
          "^(?=[\\t\\r\\n\\x00]|%s%s)|(?<=[;\\t\\r\\n])(?=%s%s)"
              .formatted(IGNORED, FORMULA, IGNORED_IN_LINE, FORMULA));

  /** Applied to what it has returned, it changes nothing. */
  public static String harmless(String cell) {
    return BEGINS.matcher(cell).replaceAll("'");
  }

  private SpreadsheetText() {}
}
