package enrichment.providers.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One value of a providers file, that knows its place. Whatever it is asked to be and is not
 * becomes a problem of the file, and reading goes on.
 */
public final class Setting {

  /** JSON's, so that neither {@code 1:30} nor {@code 0x1f} is one. */
  private static final String WHOLE = "-?(0|[1-9][0-9]{0,17})";

  private final Reading reading;
  private final String file;
  private final Node node;
  private final String path;

  Setting(Reading reading, String file, Node node, String path) {
    this.reading = reading;
    this.file = file;
    this.node = node;
    this.path = path;
  }

  /** Says what is wrong with it, as a sentence without its subject: {@code must be positive}. */
  public void refuse(String predicate) {
    reading.problems().add(place(), (path.isEmpty() ? "the file" : path) + " " + predicate);
  }

  public boolean isMapping() {
    return node instanceof MappingNode;
  }

  public boolean isList() {
    return node instanceof SequenceNode;
  }

  /** The text of a scalar, whichever type YAML would give it. */
  public Optional<String> text() {
    return node instanceof ScalarNode scalar && scalar() != null
        ? Optional.of(scalar.getValue())
        : must("be text");
  }

  /**
   * A scalar as JSON has it: text, a {@code Long}, a {@code BigDecimal}, a {@code Boolean} or null.
   * Words such as {@code no} and {@code on} are text.
   */
  public @Nullable Object scalar() {
    if (!(node instanceof ScalarNode scalar)) {
      return this.<String>must("be text, a number or a boolean").orElse(null);
    }
    var written = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return written;
    }
    return switch (written) {
      case "", "~", "null" -> null;
      case "true", "false" -> Boolean.valueOf(written);
      default -> number(written);
    };
  }

  private static Object number(String written) {
    if (written.matches(WHOLE)) {
      return Long.valueOf(written);
    }
    return written.matches(WHOLE + "\\.[0-9]{1,18}") ? new BigDecimal(written) : written;
  }

  /**
   * What its text means.
   *
   * @param expected what it must be, for whoever reads that it is not: {@code a duration such as
   *     10s}
   */
  public <T> Optional<T> parsed(String expected, Function<String, Optional<T>> parser) {
    if (!(node instanceof ScalarNode scalar)) {
      return must("be " + expected);
    }
    return parser
        .apply(scalar.getValue())
        .or(() -> must("be " + expected + ", not '" + excerpt(scalar.getValue()) + "'"));
  }

  /** The values of a list. */
  public List<Setting> list() {
    if (!(node instanceof SequenceNode sequence)) {
      must("be a list");
      return List.of();
    }
    var values = new ArrayList<Setting>();
    for (var value : sequence.getValue()) {
      values.add(new Setting(reading, file, value, path + "[" + values.size() + "]"));
    }
    return values;
  }

  /** The settings under it. */
  public Optional<Settings> mapping() {
    if (!(node instanceof MappingNode mapping)) {
      return must("be a mapping");
    }
    var entries = new LinkedHashMap<String, Settings.Entry>();
    for (var pair : mapping.getValue()) {
      var place = Place.of(file, pair.getKeyNode().getStartMark());
      if (!(pair.getKeyNode() instanceof ScalarNode name)) {
        reading.problems().add(place, path + " must have keys that are text");
        continue;
      }
      var under = path.isEmpty() ? name.getValue() : path + "." + name.getValue();
      var value = new Setting(reading, file, pair.getValueNode(), under);
      var first = entries.putIfAbsent(name.getValue(), new Settings.Entry(place, value));
      if (first != null) {
        var line = first.keyPlace().line();
        reading.problems().add(place, under + " is there already, in line " + line);
      }
    }
    return Optional.of(new Settings(reading, place(), path, entries));
  }

  Place place() {
    return Place.of(file, node.getStartMark());
  }

  String path() {
    return path;
  }

  /** The same value, read as part of another provider. */
  Setting within(Reading other) {
    return new Setting(other, file, node, path);
  }

  /** The same value, spoken of by another name. */
  Setting named(String other) {
    return new Setting(reading, file, node, other);
  }

  /** Long enough to recognise it by. */
  static String excerpt(String text) {
    var line = text.lines().findFirst().orElse("");
    return line.length() > 60 ? line.substring(0, 60) + "…" : line;
  }

  private <T> Optional<T> must(String predicate) {
    refuse("must " + predicate);
    return Optional.empty();
  }
}
