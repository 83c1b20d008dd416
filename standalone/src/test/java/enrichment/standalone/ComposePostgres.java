package enrichment.standalone;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;

/**
 * A PostgreSQL as its image makes it of {@code POSTGRES_USER}, {@code POSTGRES_PASSWORD} and {@code
 * POSTGRES_DB}: that superuser, who needs the password, that database, and the settings that are
 * PostgreSQL's own.
 */
final class ComposePostgres {

  /** The image lets nobody in from another host without a password. */
  private static final String ACCESS =
      """
      host all postgres 127.0.0.1/32 trust
      host all all 127.0.0.1/32 scram-sha-256
      """;

  static EmbeddedPostgres start(Map<String, String> environment, Path folder, int port)
      throws IOException, SQLException {
    var log = Redirect.appendTo(folder.resolve("postgresql.log").toFile());
    var data = folder.resolve("postgresql");
    var postgres =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setPort(port)
            // That library has others, for tests.
            .setServerConfig("fsync", "on")
            .setServerConfig("synchronous_commit", "on")
            .setServerConfig("max_connections", "100")
            .setOutputRedirector(log)
            .setErrorRedirector(log)
            .start();
    Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
    var user = environment.get("POSTGRES_USER");
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute(
          "create role %s superuser login password '%s'"
              .formatted(user, environment.get("POSTGRES_PASSWORD")));
      statement.execute(
          "create database %s owner %s".formatted(environment.get("POSTGRES_DB"), user));
      statement.execute("select pg_reload_conf()");
    }
    return postgres;
  }

  private ComposePostgres() {}
}
