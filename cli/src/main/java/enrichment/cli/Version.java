package enrichment.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** What was built, as the build has written it down. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    var properties = new Properties();
    try (var file = Version.class.getResourceAsStream("version.properties")) {
      properties.load(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new String[] {
      "enrichment " + properties.getProperty("version"),
      "Java " + Runtime.version() + " on " + System.getProperty("os.name")
    };
  }
}
