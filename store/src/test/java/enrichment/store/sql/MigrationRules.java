package enrichment.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a migration must not do to a table that grows: hold a lock while it reads or writes all of
 * it, or take away what the previous version still uses beside it.
 */
final class MigrationRules {

  /** Keys and what is kept of receivers are some thousand rows: no lock of theirs is long. */
  private static final String GROWING =
      "(?:contact|lookup|delivery|delivery_attempt|enrichment|credit_entry|credit_return"
          + "|directory_person|person_lookup|company_lookup|idempotency_key|erasure|suppression"
          + "|suppressed_identity|credit_lot|credit_lot_hold)";

  private static final String OF_GROWING =
      "(?:only\\s+)?(?:if\\s+exists\\s+)?(?:public\\.)?" + GROWING + "\\b";

  /** The most that a file may lock, one after the other, each while it holds those before. */
  private static final int LOCKED_TABLES = 3;

  private record Rule(String broken, Pattern pattern) {

    static Rule of(String broken, String pattern) {
      return new Rule(broken, Pattern.compile(pattern, Pattern.DOTALL));
    }
  }

  /** Of one statement in lower case, without comments. */
  private static final List<Rule> OF_A_STATEMENT =
      List.of(
          Rule.of(
              "builds an index and not concurrently",
              "^create\\s+(?:unique\\s+)?index\\s+(?!concurrently\\b).*\\bon\\s+" + OF_GROWING),
          Rule.of(
              "builds an index concurrently without 'if not exists', so it cannot be repeated",
              "^create\\s+(?:unique\\s+)?index\\s+concurrently\\s+(?!if\\s+not\\s+exists\\b)"),
          Rule.of(
              "adds a check or a foreign key without 'not valid'",
              altering("add\\s+(?:constraint\\s+\\w+\\s+)?(?:check|foreign\\s+key)\\b")
                  + "(?!.*\\bnot\\s+valid\\b)"),
          Rule.of(
              "adds a key that is not made of an index",
              altering("add\\s+(?:constraint\\s+\\w+\\s+)?(?:unique|primary\\s+key|exclude)\\b")
                  + "(?!\\s+using\\s+index\\b)"),
          Rule.of(
              "adds a column that has every row checked or written anew",
              altering(
                  "add\\s+(?:column\\s+)?(?:if\\s+not\\s+exists\\s+)?"
                      + "(?!constraint\\b|check\\b|foreign\\b|unique\\b|primary\\b|exclude\\b)\\w+\\s"
                      + "(?:[^,(]|\\([^)]*\\))*?\\b(?:check|references|unique|primary\\s+key|stored"
                      + "|identity|serial|bigserial|gen_random_uuid|clock_timestamp|random"
                      + "|nextval)\\b")),
          Rule.of(
              "adds a column that earlier versions do not fill in",
              altering(
                  "add\\s+(?:column\\s+)?\\w+\\s(?!(?:[^,(]|\\([^)]*\\))*\\bdefault\\b)"
                      + "(?:[^,(]|\\([^)]*\\))*\\bnot\\s+null\\b")),
          Rule.of(
              "changes a column's type",
              altering("alter\\s+(?:column\\s+)?\\w+\\s+(?:set\\s+data\\s+)?type\\b")),
          Rule.of(
              "forbids null", altering("alter\\s+(?:column\\s+)?\\w+\\s+set\\s+not\\s+null\\b")),
          Rule.of(
              "takes away what the previous version uses",
              altering(
                      "(?:drop\\s+(?:column\\s+)?(?!constraint\\b|not\\b|default\\b|expression\\b)\\w+"
                          + "|rename)\\b")
                  + "|^drop\\s+table\\s+(?:if\\s+exists\\s+)?"
                  + OF_GROWING),
          Rule.of(
              "changes all rows",
              "(?:^|\\b)(?:update|delete\\s+from|truncate(?:\\s+table)?)\\s+" + OF_GROWING),
          Rule.of(
              "reads all rows",
              "\\binsert\\s+into\\b.*\\bselect\\b.*\\b(?:from|join)\\s+" + OF_GROWING),
          Rule.of(
              "locks or writes a whole table",
              "^(?:lock\\s+table|cluster|vacuum\\s+full|reindex\\s+(?!.*concurrently))\\b"));

  private static final Pattern ALONE =
      Pattern.compile("^(?:create|drop|reindex)\\b.*\\bconcurrently\\b", Pattern.DOTALL);
  private static final Pattern LOCKS = Pattern.compile("^alter\\s+table\\s+(" + OF_GROWING + ")");
  private static final Pattern ADDS = Pattern.compile("\\bnot\\s+valid\\b");
  private static final Pattern VALIDATES = Pattern.compile("\\bvalidate\\s+constraint\\b");

  private static final Pattern DONE =
      Pattern.compile(
          "\\bdo\\s+(?:language\\s+\\w+\\s+)?\\$(\\w*)\\$\\s*(?:declare\\b.*?)?\\bbegin\\b"
              + "(.*?)\\bend\\b\\s*;?\\s*\\$\\1\\$",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);

  private static String altering(String how) {
    return "^alter\\s+table\\s+" + OF_GROWING + ".*\\b" + how;
  }

  /**
   * @param alone whether it is configured to run outside a transaction
   * @return what is wrong with it
   */
  static List<String> broken(String sql, boolean alone) {
    var broken = new ArrayList<String>();
    var statements = statements(sql);
    for (var statement : statements) {
      OF_A_STATEMENT.stream()
          .filter(rule -> rule.pattern().matcher(statement).find())
          .forEach(rule -> broken.add(rule.broken() + ": " + statement));
      if (alone != ALONE.matcher(statement).find()) {
        broken.add(
            "what is done concurrently, and nothing else, is in a file that"
                + " executeInTransaction=false is said of: "
                + statement);
      }
    }
    if (statements.stream().anyMatch(any -> ADDS.matcher(any).find())
        && statements.stream().anyMatch(any -> VALIDATES.matcher(any).find())) {
      broken.add("a constraint is validated under the lock that it was added under");
    }
    if (locked(statements) > LOCKED_TABLES) {
      broken.add("more than " + LOCKED_TABLES + " tables that grow are locked by one transaction");
    }
    return broken;
  }

  private static long locked(List<String> statements) {
    return statements.stream()
        .map(LOCKS::matcher)
        .filter(matcher -> matcher.find())
        .map(matcher -> matcher.group(1))
        .distinct()
        .count();
  }

  private static List<String> statements(String sql) {
    var text =
        // A function's body is not run here, and what is done at once is.
        DONE.matcher(sql.replaceAll("--[^\\n]*", "").replaceAll("(?s)/\\*.*?\\*/", ""))
            .replaceAll("$2")
            .replaceAll("(?s)\\$(\\w*)\\$.*?\\$\\1\\$", "''")
            .toLowerCase(Locale.ROOT);
    return Pattern.compile(";")
        .splitAsStream(text)
        .map(String::strip)
        .filter(statement -> !statement.isEmpty())
        .toList();
  }

  private MigrationRules() {}
}
