package enrichment.cli.admin;

import enrichment.cli.kit.AdminConnection;
import enrichment.cli.kit.ApiRequest;
import enrichment.cli.kit.Output;
import picocli.CommandLine.Mixin;

/** Has the server do now what it does by itself at planned times. */
abstract class RunNow implements Runnable {

  @Mixin private Output output;
  @Mixin private AdminConnection connection;

  private final String path;
  private final String answer;

  /**
   * @param path below {@code /admin}
   * @param answer what is said when it has begun
   */
  RunNow(String path, String answer) {
    this.path = path;
    this.answer = answer;
  }

  @Override
  public void run() {
    try (var api = connection.open()) {
      output.show(api.send(ApiRequest.post(path)), answer);
    }
  }
}
