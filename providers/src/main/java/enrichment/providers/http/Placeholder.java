package enrichment.providers.http;

import enrichment.providers.Question;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What may stand in braces in a request. */
enum Placeholder {
  KEY(Values::key),
  TICKET(Values::ticket),
  FIRST_NAME(of(Question::firstName)),
  LAST_NAME(of(Question::lastName)),
  FULL_NAME(of(Placeholder::fullName)),
  DOMAIN(of(Question::domain)),
  COMPANY_NAME(of(Question::companyName)),
  LINKEDIN_URL(of(Question::linkedinUrl)),
  EMAIL(of(Question::email)),
  COUNTRY_CODES(of(question -> String.join(",", question.phoneCountryCodes())));

  private final Function<Values, @Nullable String> value;

  Placeholder(Function<Values, @Nullable String> value) {
    this.value = value;
  }

  static Optional<Placeholder> named(String name) {
    return Arrays.stream(values()).filter(one -> one.written().equals(name)).findFirst();
  }

  /** Without its braces. */
  String written() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is a field of the contact. */
  boolean isOfContact() {
    return switch (this) {
      case KEY, TICKET, COUNTRY_CODES -> false;
      default -> true;
    };
  }

  /** Nothing where it is blank. */
  Optional<String> in(Values values) {
    return Optional.ofNullable(value.apply(values)).map(String::strip).filter(s -> !s.isEmpty());
  }

  static String list(Stream<Placeholder> placeholders) {
    return placeholders.map(Placeholder::written).collect(Collectors.joining(", "));
  }

  private static Function<Values, @Nullable String> of(Function<Question, @Nullable String> field) {
    return values -> {
      var question = values.question();
      return question == null ? null : field.apply(question);
    };
  }

  private static String fullName(Question question) {
    return Stream.of(question.firstName(), question.lastName())
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .collect(Collectors.joining(" "));
  }

  static List<String> countryCodes(Values values) {
    var question = values.question();
    return question == null ? List.of() : question.phoneCountryCodes();
  }
}
