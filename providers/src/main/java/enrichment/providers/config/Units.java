package enrichment.providers.config;

import enrichment.providers.Rate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How values are written. */
final class Units {

  private static final Pattern DURATION = Pattern.compile("([0-9]{1,7})(ms|s|m|h|d)");
  private static final Pattern RATE = Pattern.compile("([0-9]{1,7})/([smh])");
  private static final Pattern AMOUNT = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9})?");
  private static final Pattern VARIABLE = Pattern.compile("\\$([A-Za-z_][A-Za-z0-9_]*)");

  static Optional<Duration> duration(Setting setting, Duration least, Duration most) {
    var duration = setting.parsed("a duration such as 10s", Units::duration);
    var fits = duration.filter(value -> value.compareTo(least) >= 0 && value.compareTo(most) <= 0);
    if (duration.isPresent() && fits.isEmpty()) {
      setting.refuse("must be from " + written(least) + " to " + written(most));
    }
    return fits;
  }

  /** The value is not quoted: it may be a key that somebody wrote down. */
  static Optional<String> variable(Setting setting) {
    var name =
        Optional.ofNullable(setting.scalar())
            .flatMap(value -> match(VARIABLE, value.toString(), match -> match.group(1)));
    if (name.isEmpty()) {
      setting.refuse("must be the name of an environment variable, such as $ACME_API_KEY");
    }
    return name;
  }

  static Optional<Integer> integer(String text, int least, int most) {
    return text.matches("[0-9]{1,9}")
        ? Optional.of(Integer.valueOf(text)).filter(value -> value >= least && value <= most)
        : Optional.empty();
  }

  static Optional<Boolean> flag(String text) {
    return switch (text) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> Optional.empty();
    };
  }

  static Optional<BigDecimal> amount(String text) {
    return match(AMOUNT, text, match -> new BigDecimal(text));
  }

  static Optional<Rate> rate(String text) {
    return match(RATE, text, match -> match)
        .filter(match -> Integer.parseInt(match.group(1)) > 0)
        .map(match -> new Rate(Integer.parseInt(match.group(1)), unit(match.group(2))));
  }

  private static Optional<Duration> duration(String text) {
    return match(
        DURATION, text, match -> unit(match.group(2)).multipliedBy(Long.parseLong(match.group(1))));
  }

  private static Duration unit(String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(1);
      case "s" -> Duration.ofSeconds(1);
      case "m" -> Duration.ofMinutes(1);
      case "h" -> Duration.ofHours(1);
      default -> Duration.ofDays(1);
    };
  }

  private static String written(Duration duration) {
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    var seconds = duration.toSeconds();
    return seconds % 86_400 == 0
        ? duration.toDays() + "d"
        : seconds % 3600 == 0
            ? duration.toHours() + "h"
            : seconds % 60 == 0 ? duration.toMinutes() + "m" : seconds + "s";
  }

  private static <T> Optional<T> match(
      Pattern pattern, String text, Function<MatchResult, T> meaning) {
    var matcher = pattern.matcher(text);
    return matcher.matches()
        ? Optional.of(meaning.apply(matcher.toMatchResult()))
        : Optional.empty();
  }

  private Units() {}
}
