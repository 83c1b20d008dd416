package enrichment.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds every migration against the rules that a service needs which goes on meanwhile. */
class MigrationRulesTest {

  private static final Pattern VERSION = Pattern.compile("V(\\d+)__.*\\.sql");

  /** Up to there they were released before there were rules. */
  private static final int WITHOUT_RULES = 13;

  @ParameterizedTest
  @MethodSource
  void aMigrationKeepsNobodyWaiting(Path migration) throws IOException {
    assertThat(broken(migration)).isEmpty();
  }

  static Stream<Path> aMigrationKeepsNobodyWaiting() throws IOException, URISyntaxException {
    return migrations().filter(file -> version(file) > WITHOUT_RULES);
  }

  /** Those that hold locks over tables that may be full by then. */
  @ParameterizedTest
  @ValueSource(ints = {4, 5, 8, 9, 10, 11, 12, 13})
  void earlierOnesWouldNotPass(int version) throws IOException, URISyntaxException {
    var migration = migrations().filter(file -> version(file) == version).findFirst().orElseThrow();
    assertThat(broken(migration)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create index by_email on contact (email)",
        "create unique index on public.delivery (message_id)",
        "alter table contact add check (price > 0)",
        "alter table contact add column a text, add constraint b check (a <> '')",
        "alter table only lookup add constraint f foreign key (a) references b",
        "alter table enrichment add unique (account_id)",
        "alter table enrichment add column a text check (a <> '')",
        "alter table enrichment add column a uuid references account",
        "alter table enrichment add a integer generated always as (price * 2) stored",
        "alter table enrichment add column a uuid default gen_random_uuid()",
        "alter table enrichment add column a text not null",
        "alter table enrichment alter column price type bigint",
        "alter table enrichment alter price set data type bigint",
        "alter table enrichment alter column price set not null",
        "alter table enrichment drop column price",
        "alter table enrichment rename price to credits",
        "drop table company_lookup",
        "update contact set price = 1",
        "do $$ begin update contact set price = price; end $$",
        "DO $a$ declare a int; begin alter table contact add check (price > 0); end; $a$",
        "create index on credit_lot_hold (amount)",
        "with a as (select 1) update contact c set price = 1 from a",
        "delete from idempotency_key where created_at < now()",
        "truncate delivery_attempt",
        "insert into other select enrichment_id from enrichment",
        "lock table contact",
        "create index concurrently if not exists a on contact (email)",
        "alter table contact add constraint a check (price > 0) not valid;"
            + " alter table contact validate constraint a",
        "alter table contact add a int; alter table lookup add a int;"
            + " alter table delivery add a int; alter table enrichment add a int",
      })
  void whatTakesLongUnderALockIsFound(String sql) {
    assertThat(MigrationRules.broken(sql, false)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table contact add column a text, add column b integer not null default 0",
        "alter table contact add column a numeric(10, 2), add column b timestamptz default now()",
        "alter table contact add constraint a check (price > 0) not valid",
        "alter table contact validate constraint a",
        "alter table contact add constraint a unique using index b",
        "create table other (a uuid primary key references account, check (a is not null));"
            + " create index on other (a)",
        "-- update contact set price = 1\ndrop index enrichment_closed",
        "create function f() returns trigger language plpgsql as $$ begin update contact set price"
            + " = 1; end $$",
      })
  void whatTakesAMomentPasses(String sql) {
    assertThat(MigrationRules.broken(sql, false)).isEmpty();
  }

  @Test
  void whatIsDoneConcurrentlyHasAFileOfItsOwn() {
    var build = "create index concurrently if not exists a on contact (email)";
    assertThat(MigrationRules.broken(build, true)).isEmpty();
    assertThat(MigrationRules.broken("drop index concurrently if exists a", true)).isEmpty();
    assertThat(MigrationRules.broken(build + "; alter table contact add column a text", true))
        .isNotEmpty();
    assertThat(MigrationRules.broken("create index concurrently a on contact (email)", true))
        .isNotEmpty();
  }

  private static List<String> broken(Path migration) throws IOException {
    var configuration = migration.resolveSibling(migration.getFileName() + ".conf");
    return MigrationRules.broken(
        Files.readString(migration),
        Files.exists(configuration)
            && Files.readString(configuration).strip().equals("executeInTransaction=false"));
  }

  private static int version(Path migration) {
    var matcher = VERSION.matcher(migration.getFileName().toString());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  private static Stream<Path> migrations() throws IOException, URISyntaxException {
    var folder = Path.of(Database.class.getResource("/db/migration").toURI());
    try (var files = Files.list(folder)) {
      return files.filter(file -> version(file) > 0).sorted().toList().stream();
    }
  }
}
