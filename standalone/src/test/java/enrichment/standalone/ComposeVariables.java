package enrichment.standalone;

import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The variables in a value of a compose file, as the Compose specification has them
 * ("Interpolation"): {@code ${NAME}}, {@code ${NAME-default}}, {@code ${NAME:-default}}, and {@code
 * $$} for a dollar.
 */
final class ComposeVariables {

  private static final Pattern VARIABLE =
      Pattern.compile(
          "\\$(?:(?<dollar>\\$)"
              + "|\\{(?<name>\\w+)(?<default>(?<colon>:?)-(?<value>[^}]*))?}"
              + "|(?<unknown>.?))");

  /**
   * @param environment that of {@code docker compose} itself
   * @throws IllegalArgumentException where there is more than is understood here
   */
  static String resolve(String text, Map<String, String> environment) {
    return VARIABLE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(valueOf(found, environment)));
  }

  private static String valueOf(MatchResult found, Map<String, String> environment) {
    if (found.group("dollar") != null) {
      return "$";
    }
    if (found.group("unknown") != null) {
      throw new IllegalArgumentException("Not understood: " + found.group());
    }
    var value = environment.getOrDefault(found.group("name"), "");
    if (found.group("default") == null) {
      return value;
    }
    var isSet =
        found.group("colon").isEmpty()
            ? environment.containsKey(found.group("name"))
            : !value.isEmpty();
    return isSet ? value : found.group("value");
  }

  private ComposeVariables() {}
}
