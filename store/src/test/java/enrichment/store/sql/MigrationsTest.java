package enrichment.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import enrichment.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.flywaydb.core.api.FlywayException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Migrations of versions to come, made, failed and made again. */
@Timeout(120)
class MigrationsTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String INDEXES =
      "select count(*) from pg_index where indisvalid and indexrelid::regclass::text like 'sample%'";

  private final String url = TestDatabase.createUrl();
  @TempDir private Path later;

  @BeforeEach
  void writeMigrationsToCome() throws IOException {
    write("V901__table.sql", "create table sample (number integer)");
    writeAlone(
        "V902__index.sql",
        "create unique index concurrently if not exists sample_number on sample (number)");
    write("V903__column.sql", "alter table sample add column name text");
    writeAlone(
        "V904__indexes.sql",
        "create index concurrently if not exists sample_name on sample (name);\n"
            + "create index concurrently if not exists sample_both on sample (name, number);");
  }

  @Test
  void areMadeOnceBySeveralProcessesAtOnce() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var processes = new ArrayList<Future<?>>();
      for (var i = 0; i < 6; i++) {
        processes.add(threads.submit(() -> migrate(PATIENCE)));
      }
      for (var process : processes) {
        process.get();
      }
    }
    assertThat(query(INDEXES)).isEqualTo(3);
    assertThat(query("select count(*) from flyway_schema_history where version like '90%'"))
        .isEqualTo(4);
  }

  @Test
  void buildAnIndexAnewThatAFailedBuildHasLeft() throws SQLException {
    migrate(PATIENCE);
    execute("drop index sample_number");
    execute("delete from flyway_schema_history where version in ('902', '903', '904')");
    execute("insert into sample (number) values (1), (1)");
    execute("drop index sample_name, sample_both; alter table sample drop column name");

    assertThatThrownBy(() -> migrate(PATIENCE)).isInstanceOf(FlywayException.class);
    assertThat(query("select count(*) from pg_index where not indisvalid")).isOne();
    assertThatThrownBy(() -> migrate(PATIENCE)).as("again").isInstanceOf(FlywayException.class);

    execute("delete from sample");
    migrate(PATIENCE);
    assertThat(query("select count(*) from pg_index where not indisvalid")).isZero();
    assertThat(query(INDEXES)).isEqualTo(3);
  }

  @Test
  void giveUpWithASentenceThatNamesWhatIsInTheWay() throws SQLException {
    migrateTo("13");
    try (var connection = DriverManager.getConnection(url + "&ApplicationName=long-report");
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("lock table enrichment in access share mode");
      statement.executeQuery("select pg_sleep(1.1)");

      assertThatThrownBy(() -> migrate(Duration.ofSeconds(2)))
          .isInstanceOf(DatabaseUnusableException.class)
          .hasMessageContaining("long-report (pid ");
    }
    migrate(PATIENCE);
  }

  @Test
  void haveNoTimeoutButForLocks() throws SQLException {
    try (var dataSource = dataSource();
        var connection = dataSource.getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery("select current_setting('statement_timeout')")) {
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).isEqualTo("0");
    }
    try (var database = Database.open(url, 2)) {
      assertThat(
              database
                  .jdbi()
                  .<String, RuntimeException>withHandle(
                      handle ->
                          handle
                              .createQuery("select current_setting('statement_timeout')")
                              .mapTo(String.class)
                              .one()))
          .isEqualTo("30s");
    }
  }

  @Test
  void ofANewerVersionDoNotKeepThisOneFromStarting() throws SQLException {
    migrate(PATIENCE);
    Database.open(url, 2).close();
    execute("update flyway_schema_history set success = false where version = '904'");
    Database.open(url, 2).close();
    assertThat(query("select count(*) from flyway_schema_history where not success")).isOne();
  }

  @Test
  void doNotKeepAProcessWaitingThatHasNothingToDo() throws Exception {
    migrate(PATIENCE);
    execute("delete from flyway_schema_history where version in ('903', '904')");
    execute("alter table sample drop column name");
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      connection.setAutoCommit(false);
      statement.execute("lock table sample in access share mode");
      var newer = threads.submit(() -> migrate(PATIENCE));
      Thread.sleep(1_000);

      Database.open(url, 2).close();
      assertThat(newer.isDone()).isFalse();
      connection.commit();
      newer.get();
    }
  }

  private void write(String name, String sql) throws IOException {
    Files.writeString(later.resolve(name), sql);
  }

  private void writeAlone(String name, String sql) throws IOException {
    write(name, sql);
    write(name + ".conf", "executeInTransaction=false");
  }

  private void migrateTo(String version) {
    EarlierSchema.migrate(url, version);
  }

  private void migrate(Duration patience) {
    try (var dataSource = dataSource()) {
      Migrations.run(dataSource, patience, "classpath:db/migration", "filesystem:" + later);
    }
  }

  private HikariDataSource dataSource() {
    var config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setMaximumPoolSize(3);
    config.setConnectionInitSql(Migrations.SESSION);
    return new HikariDataSource(config);
  }

  private void execute(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long query(String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }
}
