package enrichment.providers.http;

import enrichment.providers.config.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text with placeholders in braces. Braces around anything but a word are just braces. */
record Template(List<Part> parts) {

  private static final Pattern IN_BRACES = Pattern.compile("\\{([A-Za-z_]+)}");

  /** Either of the two. */
  record Part(String literal, @Nullable Placeholder placeholder) {

    Optional<String> fill(Values values, UnaryOperator<String> escape) {
      return placeholder == null ? Optional.of(literal) : placeholder.in(values).map(escape);
    }
  }

  /**
   * @param allowed which placeholders have a meaning there
   */
  static Template of(String text, Setting setting, Set<Placeholder> allowed) {
    var parts = new ArrayList<Part>();
    var matcher = IN_BRACES.matcher(text);
    var end = 0;
    while (matcher.find()) {
      if (matcher.start() > end) {
        parts.add(new Part(text.substring(end, matcher.start()), null));
      }
      placeholder(matcher.group(1), setting, allowed)
          .ifPresent(placeholder -> parts.add(new Part("", placeholder)));
      end = matcher.end();
    }
    if (end < text.length()) {
      parts.add(new Part(text.substring(end), null));
    }
    return new Template(List.copyOf(parts));
  }

  static Template read(Setting setting, Set<Placeholder> allowed) {
    return of(setting.text().orElse(""), setting, allowed);
  }

  private static Optional<Placeholder> placeholder(
      String name, Setting setting, Set<Placeholder> allowed) {
    var placeholder = Placeholder.named(name).filter(allowed::contains);
    if (placeholder.isEmpty()) {
      setting.refuse(
          "has the placeholder {%s}, which stands for nothing there; those that do: %s"
              .formatted(name, Placeholder.list(allowed.stream())));
    }
    return placeholder;
  }

  boolean uses(Placeholder placeholder) {
    return parts.stream().anyMatch(part -> part.placeholder() == placeholder);
  }

  boolean isOnly(Placeholder placeholder) {
    return parts.size() == 1 && uses(placeholder);
  }

  boolean isFixed() {
    return parts.stream().allMatch(part -> part.placeholder() == null);
  }

  /** Nothing where a placeholder has no value. */
  Optional<String> fill(Values values) {
    return fill(values, UnaryOperator.identity());
  }

  /**
   * Nothing where a placeholder has no value.
   *
   * @param escape what becomes of a value; what is written in the template stays as it is
   */
  Optional<String> fill(Values values, UnaryOperator<String> escape) {
    var text = new StringBuilder();
    for (var part : parts) {
      var filled = part.fill(values, escape);
      if (filled.isEmpty()) {
        return Optional.empty();
      }
      text.append(filled.get());
    }
    return Optional.of(text.toString());
  }
}
