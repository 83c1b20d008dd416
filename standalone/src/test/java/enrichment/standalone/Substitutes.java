package enrichment.standalone;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What containers give and processes of one machine have not: hosts and ports of their own, and a
 * file system of their own. In the texts of the compose file this, and nothing else, is replaced by
 * 127.0.0.1, by ports that are free, and by the paths of the same files on this machine.
 */
final class Substitutes {

  private static final String LOOPBACK = "127.0.0.1";

  /** Of other containers; a port that is named alone is one of these. */
  private static final Map<String, String> OWNERS =
      Map.of("5432", "postgresql", "7233", "temporal");

  /** Every container has these for itself. */
  private static final List<String> OWN_HOSTS = List.of("localhost", LOOPBACK, "0.0.0.0");

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![\\w.-])([a-z][a-z-]*|[\\d.]+)([: ])(\\d{2,5})(?![\\w.])");

  private final Map<String, Integer> ports = new ConcurrentHashMap<>();
  private final Map<String, String> paths;

  /**
   * @param paths where things are on this machine, by where they are in a container
   */
  Substitutes(Map<String, Path> paths) {
    this.paths = new HashMap<>();
    paths.forEach((inside, outside) -> this.paths.put(inside, outside.toString()));
  }

  /** The port on this machine that stands for one of a container. */
  int port(String container, int inside) {
    return ports.computeIfAbsent(container + ":" + inside, any -> freePort());
  }

  /** As a container's process gets a variable here. */
  String variable(String container, String name, String value) {
    if (OWNERS.containsValue(value)) {
      return LOOPBACK;
    }
    if (name.endsWith("_PORT") && value.matches("\\d+") && !OWNERS.containsKey(value)) {
      return Integer.toString(port(container, Integer.parseInt(value)));
    }
    return word(container, value);
  }

  /** As a container's process gets a part of its command line here. */
  String word(String container, String word) {
    if (OWNERS.containsKey(word)) {
      return Integer.toString(port(OWNERS.get(word), Integer.parseInt(word)));
    }
    if (OWN_HOSTS.contains(word)) {
      return LOOPBACK;
    }
    var replaced =
        ADDRESS
            .matcher(word)
            .replaceAll(found -> Matcher.quoteReplacement(address(container, found)));
    for (var path : paths.entrySet()) {
      replaced = replaced.replace(path.getKey(), path.getValue());
    }
    return replaced;
  }

  private String address(String container, MatchResult found) {
    var host = found.group(1);
    var inside = Integer.parseInt(found.group(3));
    if (OWNERS.containsValue(host)) {
      return LOOPBACK + found.group(2) + port(host, inside);
    }
    return OWN_HOSTS.contains(host)
        ? LOOPBACK + found.group(2) + port(container, inside)
        : found.group();
  }

  /**
   * One that no client is given by the operating system, and that Temporal can write down: in
   * PostgreSQL it has two bytes with a sign for a port.
   */
  private static int freePort() {
    return ThreadLocalRandom.current()
        .ints(10_000, 32_000)
        .filter(Substitutes::isFree)
        .findFirst()
        .orElseThrow();
  }

  private static boolean isFree(int port) {
    try (var socket = new ServerSocket(port)) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
