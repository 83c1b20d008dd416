package enrichment.cli.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** For people, or with {@code --json} for programs. */
public final class Output {

  @Option(names = "--json", description = "Prints JSON, as the server answers.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** One object: its members, one a line. */
  public void show(JsonNode object) {
    if (json || object.isEmpty()) {
      show(object, "Done.");
    } else {
      print(Table.ofMembers(object));
    }
  }

  /** One object, or a sentence about it. */
  public void show(JsonNode object, String sentence) {
    print((json ? Json.pretty(object.isMissingNode() ? Json.object() : object) : sentence) + "\n");
  }

  /** A list; as JSON, an array of it. */
  public void show(List<JsonNode> items, Table table, String none) {
    if (json) {
      print(Json.pretty(Json.array(items)) + "\n");
    } else {
      print(items.isEmpty() ? none + "\n" : table.of(items));
    }
  }

  /** What is told to people alone. */
  public void say(String sentence) {
    if (!json) {
      print(sentence + "\n");
    }
  }

  private void print(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.print(text);
    out.flush();
  }
}
