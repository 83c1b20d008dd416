package enrichment.cli.kit;

/** What others have written, made fit for a terminal. */
public final class Texts {

  /** In one line, and without what would steer the terminal. */
  public static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\s\u202A-\u202E\u2066-\u2069]+", " ").strip();
  }

  public static String count(long number, String noun) {
    return "%,d %s%s".formatted(number, noun, number == 1 ? "" : "s");
  }

  private Texts() {}
}
