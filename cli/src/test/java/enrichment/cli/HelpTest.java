package enrichment.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import enrichment.cli.kit.Surroundings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** What every command says of itself. */
class HelpTest {

  private static final Map<String, String> SECRETS =
      Map.of("ENRICHMENT_API_KEY", "enr_very_secret", "ADMIN_TOKEN", "enr_very_secret");

  static Stream<List<String>> commands() {
    var none = new PrintWriter(new StringWriter());
    var commands = new ArrayList<List<String>>();
    add(
        commands,
        List.of(),
        Cli.of(new Surroundings(SECRETS, CliRun.QUICK, CliRun.QUICK), none, none));
    return commands.stream();
  }

  private static void add(List<List<String>> commands, List<String> path, CommandLine command) {
    commands.add(path);
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) ->
                add(commands, Stream.concat(path.stream(), Stream.of(name)).toList(), subcommand));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHelpsWithAnExample(List<String> command) {
    var run = run(command, "--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("Usage: " + named(command), "Example", "  " + named(command))
        .doesNotContain("enr_very_secret");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasAVersionAndRefusesWhatItDoesNotKnow(List<String> command) {
    assertThat(run(List.of(), "--version").out()).matches("enrichment [0-9][^\n]*\nJava [^\n]*\n");

    var run = run(command, "--no-such-option");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("See '%s --help'.".formatted(named(command)))
        .doesNotContain("\tat ", "Exception");
  }

  @Test
  void thereAreThisManyCommands() {
    assertThat(commands()).hasSize(43);
  }

  private static String named(List<String> command) {
    return Stream.concat(Stream.of("enrichment"), command.stream()).collect(joining(" "));
  }

  private static CliRun run(List<String> command, String option) {
    return CliRun.of(
        SECRETS,
        CliRun.QUICK,
        Stream.concat(command.stream(), Stream.of(option)).toArray(String[]::new));
  }
}
