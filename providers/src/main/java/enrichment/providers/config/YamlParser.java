package enrichment.providers.config;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads YAML into nodes, which know their places. No object of any other class comes of it. */
final class YamlParser {

  private static final int MOST_CODE_POINTS = 1024 * 1024;
  private static final int DEEPEST = 50;

  /** Aliases make a few lines stand for many nodes. */
  private static final int MOST_NODES = 100_000;

  private final String file;
  private final Problems problems;
  private int nodes;

  private YamlParser(String file, Problems problems) {
    this.file = file;
    this.problems = problems;
  }

  /** Nothing where the text is no usable YAML; the problems say why. */
  static Optional<Node> parse(String file, String text, Problems problems) {
    var parser = new YamlParser(file, problems);
    return parser.compose(text).filter(root -> parser.isTree(root, new ArrayDeque<>()));
  }

  private Optional<Node> compose(String text) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MOST_CODE_POINTS);
    options.setNestingDepthLimit(DEEPEST);
    try {
      return Optional.ofNullable(new Yaml(options).compose(new StringReader(text)))
          .or(() -> refuse(Place.startOf(file), "is empty"));
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark();
      var place = mark == null ? Place.startOf(file) : Place.of(file, mark);
      return refuse(place, "this is no YAML: " + oneLine(e.getProblem()));
    } catch (YAMLException e) {
      return refuse(Place.startOf(file), "this is no YAML: " + oneLine(e.getMessage()));
    }
  }

  private boolean isTree(Node node, Deque<Node> above) {
    if (above.stream().anyMatch(parent -> parent == node)) {
      refuse(Place.of(file, node.getStartMark()), "an alias stands within what it stands for");
      return false;
    }
    if (++nodes > MOST_NODES) {
      refuse(Place.of(file, node.getStartMark()), "is too much, with all aliases written out");
      return false;
    }
    if (!node.getTag().startsWith(Tag.PREFIX)) {
      refuse(Place.of(file, node.getStartMark()), "tags such as !this are not known");
      return false;
    }
    above.push(node);
    var sound = children(node).stream().allMatch(child -> isTree(child, above));
    above.pop();
    return sound;
  }

  private static List<Node> children(Node node) {
    return switch (node) {
      case MappingNode mapping ->
          mapping.getValue().stream()
              .flatMap(pair -> Stream.of(pair.getKeyNode(), pair.getValueNode()))
              .toList();
      case SequenceNode sequence -> sequence.getValue();
      default -> List.of();
    };
  }

  private Optional<Node> refuse(Place place, String text) {
    problems.add(place, text);
    return Optional.empty();
  }

  private static String oneLine(@Nullable String text) {
    return String.valueOf(text).lines().findFirst().orElse("").strip();
  }
}
