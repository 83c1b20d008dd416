package enrichment.providers.http;

import enrichment.providers.config.Setting;
import enrichment.providers.config.Settings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the answers of a vendor mean: what its definition says, and else the usual (RFC 9110, 15).
 */
record Meanings(List<Rule> rules) {

  static final Meanings USUAL = new Meanings(List.of());

  /**
   * @param statuses empty: any
   * @param when null: always; what is no JSON fulfils no condition
   */
  record Rule(Set<Integer> statuses, @Nullable Jq when, Meaning meaning) {

    boolean matches(VendorReply reply) {
      return (statuses.isEmpty() || statuses.contains(reply.status()))
          && (when == null || reply.json().filter(when::isTrue).isPresent());
    }
  }

  static Meanings read(Settings group, Setting setting) {
    return new Meanings(
        setting.list().stream()
            .flatMap(rule -> group.group(rule).stream())
            .flatMap(rule -> rule(rule).stream())
            .toList());
  }

  private static Optional<Rule> rule(Settings rule) {
    var status = rule.find("status");
    var when = rule.find("when");
    if (status.isEmpty() && when.isEmpty()) {
      rule.refuse("needs a status, or a condition under when, or both");
    }
    var statuses = status.stream().flatMap(Meanings::statuses).collect(Collectors.toSet());
    var condition = when.flatMap(Jq::read).orElse(null);
    return rule.require("means")
        .flatMap(means -> means.parsed("one of " + Meaning.list(), Meaning::named))
        .map(meaning -> new Rule(statuses, condition, meaning));
  }

  private static Stream<Integer> statuses(Setting setting) {
    return (setting.isList() ? setting.list().stream() : Stream.of(setting))
        .flatMap(status -> status.parsed("a status from 200 to 599", Meanings::status).stream());
  }

  private static Optional<Integer> status(String text) {
    return text.matches("[2-5][0-9][0-9]") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
  }

  boolean canBe(Meaning meaning) {
    return rules.stream().anyMatch(rule -> rule.meaning() == meaning);
  }

  /** What the definition says. */
  Optional<Meaning> declared(VendorReply reply) {
    return rules.stream().filter(rule -> rule.matches(reply)).findFirst().map(Rule::meaning);
  }

  Meaning of(VendorReply reply) {
    return declared(reply).orElseGet(() -> usual(reply));
  }

  private static Meaning usual(VendorReply reply) {
    return switch (reply.status()) {
      case 401, 403 -> Meaning.KEY_REFUSED;
      case 402 -> Meaning.QUOTA_EXHAUSTED;
      case 429 -> Meaning.BUSY;
      case 408 -> Meaning.UNAVAILABLE;
      // Whoever stands before the vendor does not know whether it has answered.
      case 502, 504 -> Meaning.IN_DOUBT;
      case 503 -> reply.retryAfter() == null ? Meaning.UNAVAILABLE : Meaning.BUSY;
      default ->
          reply.isSuccess()
              ? Meaning.FOUND
              : reply.status() >= 500 ? Meaning.UNAVAILABLE : Meaning.REFUSED;
    };
  }
}
