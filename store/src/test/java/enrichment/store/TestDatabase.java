package enrichment.store;

import enrichment.store.plans.SeenStatements;
import enrichment.store.sql.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jdbi.v3.core.Jdbi;

/** Databases for tests: one real PostgreSQL a JVM, a new and migrated database a caller. */
public final class TestDatabase {

  private static final EmbeddedPostgres SERVER = start();

  private static final Queue<Database> OPEN = new ConcurrentLinkedQueue<>();

  /** A new database; {@link ClosesTestDatabases} closes it after the tests of the class. */
  public static Database create() {
    return create(8);
  }

  public static Database create(int connections) {
    var database = Database.open(createUrl(), connections);
    SeenStatements.watch(database.jdbi());
    SeenStatements.watch(database.answersJdbi());
    OPEN.add(database);
    return database;
  }

  static void closeAll() {
    for (var database = OPEN.poll(); database != null; database = OPEN.poll()) {
      database.close();
    }
  }

  /** How many statements were run in this process. */
  public static long statementsRun() {
    return SeenStatements.count();
  }

  /** For statements of a test's own. */
  public static Jdbi jdbi(Database database) {
    return database.jdbi();
  }

  /** The JDBC URL of a new, empty database. */
  public static String createUrl() {
    var name = "test_" + UUID.randomUUID().toString().replace("-", "");
    try (var connection = SERVER.getPostgresDatabase().getConnection();
        var statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return SERVER.getJdbcUrl("postgres", name);
  }

  private static EmbeddedPostgres start() {
    try {
      return EmbeddedPostgres.builder()
          .setServerConfig("max_connections", "500")
          .setServerConfig("fsync", "off")
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private TestDatabase() {}
}
