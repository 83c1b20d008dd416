package enrichment.standalone;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stages of the {@code Dockerfile}, each of which begins with a {@code FROM … AS …}.
 *
 * @param text with each instruction in one line
 */
record Dockerfile(String text) {

  private static final Pattern STAGE =
      Pattern.compile("(?m)^FROM (\\S+) AS (\\S+)$((?:\\R(?!FROM ).*)*)");
  private static final Pattern CONTINUED = Pattern.compile("\\\\\\R\\s*");
  private static final Pattern ENTRYPOINT = Pattern.compile("(?m)^ENTRYPOINT (\\[.*])$");
  private static final Pattern VARIABLE = Pattern.compile("(?m)^ENV (\\w+)=\"([^\"]*)\"$");
  private static final Pattern COPY =
      Pattern.compile("(?m)^COPY --from=build /source/(\\S+) (\\S+)$");

  static Dockerfile read(Path folder) throws IOException {
    return new Dockerfile(
        CONTINUED.matcher(Files.readString(folder.resolve("Dockerfile"))).replaceAll(""));
  }

  Stream<String> targets() {
    return stages().map(stage -> stage.group(2));
  }

  /** The images from elsewhere that it begins with. */
  Stream<String> baseImages() {
    var targets = targets().toList();
    return stages().map(stage -> stage.group(1)).filter(image -> !targets.contains(image));
  }

  /** What a target runs. */
  List<String> entrypoint(String target) {
    try {
      return DemoClient.JSON.readValue(
          all(ENTRYPOINT, target).findFirst().orElseThrow().group(1), new TypeReference<>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is set in a target, and in those that it is made from. */
  Map<String, String> environment(String target) {
    var environment = new LinkedHashMap<String, String>();
    all(VARIABLE, target).forEach(set -> environment.putIfAbsent(set.group(1), set.group(2)));
    return environment;
  }

  /** What is copied from the build's folder to where it is run, by its name there. */
  Map<String, String> copies(String target) {
    var copies = new LinkedHashMap<String, String>();
    all(COPY, target).forEach(copy -> copies.put(copy.group(2), copy.group(1)));
    return copies;
  }

  /** The instructions of a target, before those of what it is made from. */
  private Stream<MatchResult> all(Pattern instruction, String target) {
    return stages()
        .filter(stage -> stage.group(2).equals(target))
        .flatMap(
            stage ->
                Stream.concat(
                    instruction.matcher(stage.group(3)).results(),
                    all(instruction, stage.group(1))));
  }

  private Stream<MatchResult> stages() {
    return STAGE.matcher(text).results();
  }
}
