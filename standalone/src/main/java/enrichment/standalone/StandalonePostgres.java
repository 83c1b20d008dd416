package enrichment.standalone;

import enrichment.store.sql.Database;
import enrichment.store.sql.DatabaseUnusableException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database of a standalone process: the one that was named, or an embedded one. */
final class StandalonePostgres implements AutoCloseable {

  private static final String FOLDER = "postgresql";
  private static final String PID_FILE = FOLDER + "/postmaster.pid";

  private final String url;
  private final @Nullable EmbeddedPostgres embedded;

  private StandalonePostgres(String url, @Nullable EmbeddedPostgres embedded) {
    this.url = url;
    this.embedded = embedded;
  }

  static StandalonePostgres start(StandaloneConfig config, DataDirectory data) {
    if (config.databaseUrl() != null) {
      return new StandalonePostgres(config.databaseUrl(), null);
    }
    return data.isOwned() ? startEmbedded(data) : joinEmbedded(data);
  }

  private static StandalonePostgres startEmbedded(DataDirectory data) {
    LeftoverProcess.end(pidFile(data).stream().findFirst(), "postgres");
    try {
      var embedded =
          EmbeddedPostgres.builder()
              .setDataDirectory(data.resolve(FOLDER))
              .setCleanDataDirectory(false)
              // Both are off by default, since that library is made for tests.
              .setServerConfig("fsync", "on")
              .setServerConfig("synchronous_commit", "on")
              .setServerConfig("max_connections", "200")
              .setPGStartupWait(Duration.ofSeconds(60))
              // Stopped last, when nothing uses it any more.
              .setRegisterShutdownHook(false)
              .setOutputRedirector(Redirect.to(data.resolve("postgresql.log").toFile()))
              .setErrorRedirector(Redirect.to(data.resolve("postgresql.log").toFile()))
              .start();
      return new StandalonePostgres(embedded.getJdbcUrl("postgres", "postgres"), embedded);
    } catch (IOException e) {
      throw new UncheckedIOException("The embedded PostgreSQL does not start", e);
    }
  }

  /** The server that the owner of the data directory has started. */
  private static StandalonePostgres joinEmbedded(DataDirectory data) {
    var lines = pidFile(data);
    if (lines.size() < 4) {
      throw new UnusableException(
          "Another process is starting or stopping on DATA_DIR " + data.root());
    }
    var port = lines.get(3).strip();
    return new StandalonePostgres(
        "jdbc:postgresql://localhost:%s/postgres?user=postgres".formatted(port), null);
  }

  /** Its first line is the server's process id, its fourth the port (PostgreSQL, 19.3 and 66). */
  private static List<String> pidFile(DataDirectory data) {
    return data.read(PID_FILE).stream().flatMap(String::lines).toList();
  }

  Database open(int connections) {
    try {
      return Database.open(url, connections);
    } catch (DatabaseUnusableException e) {
      throw new UnusableException(e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    if (embedded != null) {
      try {
        embedded.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
