package enrichment.cli.kit;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a command finds around it.
 *
 * @param attended how patient a command is that somebody waits for
 * @param unattended how patient one is that takes its time
 */
public record Surroundings(Map<String, String> environment, Pace attended, Pace unattended) {

  public static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), Pace.ATTENDED, Pace.UNATTENDED);
  }

  /** The address that was given, or the one that is set. */
  String server(@Nullable String given) {
    var set = given != null ? given.strip() : variable("ENRICHMENT_URL");
    return ServerAddress.read(set.isEmpty() ? ServerAddress.USUAL : set);
  }

  /** A secret, which a header can hold: it is never quoted when it does not. */
  String visible(String secret, String name) {
    if (!secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw CliException.misused(name + " has a character that no key has.");
    }
    return secret;
  }

  String variable(String name) {
    return environment.getOrDefault(name, "").strip();
  }
}
