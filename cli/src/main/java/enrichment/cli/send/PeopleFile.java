package enrichment.cli.send;

import enrichment.cli.kit.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The input; it is read several times, and must stay the same meanwhile. */
final class PeopleFile {

  private final Path path;
  private final EnrichmentType type;

  PeopleFile(Path path, EnrichmentType type) {
    this.path = path;
    this.type = type;
  }

  PeopleReader open() {
    return new PeopleReader(stream(), type);
  }

  /**
   * Reads it to the end, once, before anything is sent: what is malformed is told before it costs.
   */
  Survey survey() {
    var digest = sha256();
    var usable = 0L;
    var rejected = 0L;
    try (var stream = new DigestInputStream(stream(), digest);
        var rows = new PeopleReader(stream, type)) {
      while (rows.hasNext()) {
        if (rows.next().isUsable()) {
          usable++;
        } else {
          rejected++;
        }
      }
      return new Survey(
          Files.size(path), HexFormat.of().formatHex(digest.digest()), usable, rejected);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private InputStream stream() {
    if (Files.isDirectory(path)) {
      throw unreadable();
    }
    try {
      return Files.newInputStream(path);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  private CliException unreadable() {
    return CliException.misused("There is no file to read at %s.".formatted(path));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
