package enrichment.activities.webhooks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A main class in a process of its own, which is spoken to in lines. */
final class JavaProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final PrintWriter input;

  private JavaProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
    this.input = new PrintWriter(process.outputWriter(), true);
  }

  /**
   * @param options of the JVM
   */
  static JavaProcess start(List<String> options, Class<?> main, String... arguments)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return new JavaProcess(new ProcessBuilder(command).redirectError(Redirect.INHERIT).start());
  }

  /** The rest of the next line that begins with this word. */
  String await(String word) throws IOException {
    for (String line; (line = output.readLine()) != null; ) {
      if (line.startsWith(word + " ")) {
        return line.substring(word.length() + 1);
      }
    }
    throw new IOException("The process has ended before it said: " + word);
  }

  void say(String line) {
    input.println(line);
  }

  /** Gently, so that it takes the servers along that it has started. */
  @Override
  public void close() {
    process.destroy();
    process
        .onExit()
        .orTimeout(10, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
