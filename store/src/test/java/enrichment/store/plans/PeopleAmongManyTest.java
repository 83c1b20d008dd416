package enrichment.store.plans;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.EnrichmentType;
import enrichment.store.People;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.directory.Directory;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.privacy.Erasures;
import enrichment.store.privacy.Suppressions;
import enrichment.store.sql.Database;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** No suppression and no erasure reads a table that grows from its one end to the other. */
class PeopleAmongManyTest {

  private static final int MANY = 200_000;

  private static final List<String> GROWING =
      List.of(
          "contact",
          "enrichment",
          "lookup",
          "delivery",
          "delivery_attempt",
          "directory_person",
          "person_lookup",
          "company_lookup",
          "suppressed_identity",
          "suppression");

  // One connection, so that what it has counted can be asked for.
  private final Database database = TestDatabase.create(1);
  private final Suppressions suppressions = new Suppressions(database);
  private final Erasures erasures = new Erasures(database);

  @Test
  void readsNoTableFromEndToEnd() {
    var account = Requests.account(database, 1_000);
    fill(account);
    new Directory(database).upsert(List.of(People.inDirectory(People.PROFILE, People.EMAIL)));
    var before = scans();
    var readBefore = readByIndexes();

    for (var round = 0; round < 3; round++) {
      for (var asked : List.of(People.BY_EMAIL, People.BY_PROFILE, People.BY_NAME, OF_THOUSANDS)) {
        var enrichment =
            Requests.accepted(
                database, account, EnrichmentType.EMAIL, People.ada(People.DOMAIN, People.PROFILE));
        People.find(database, enrichment, People.FOUND);
        var open =
            Requests.accepted(
                database, account, EnrichmentType.EMAIL, People.ada(People.DOMAIN, People.PROFILE));
        suppressions.add(account, asked);
        suppressions.add(null, asked);
        erasures.eraseContact(account, open.contacts().getFirst().contactId());
        erasures.erase(account, asked);
      }
    }
    erasures.erase(account, PersonIdentifier.ofEmail("info@place5.example").orElseThrow());
    erasures.erase(null, OF_THOUSANDS);
    erasures.erase(null, People.BY_EMAIL);

    assertThat(since(before, scans()))
        .as("sequential scans")
        .allSatisfy((table, count) -> assertThat(count).isZero());
    // An index that is read from end to end is no better.
    assertThat(since(readBefore, readByIndexes()))
        .as("entries of indexes")
        .allSatisfy((table, count) -> assertThat(count).isLessThan(MANY));
  }

  /** A name and a domain that three thousand have. */
  private static final PersonIdentifier OF_THOUSANDS =
      PersonIdentifier.ofNameAndDomain("Maria", "Garcia", "many.example").orElseThrow();

  private void fill(UUID account) {
    TestDatabase.jdbi(database)
        .useHandle(
            handle -> {
              handle.execute("set session_replication_role = replica");
              handle.execute(
                  """
                  insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts,
                      price, state, admit_before, admission, decided_at, closed_at)
                  select md5('e' || n)::uuid, ?, 'BULK', 'email', 100, 1, 'ACCEPTED', now(), '{}',
                      now(), now()
                  from generate_series(0, ?) n
                  """,
                  account,
                  MANY / 100);
              handle.execute(
                  """
                  insert into contact (enrichment_id, position, contact_id, first_name, last_name,
                      outcome, settled_at, enrichment_type, price, email, email_identified,
                      identities)
                  select md5('e' || n / 100)::uuid, n % 100, md5('c' || n)::uuid, 'A', 'B' || n,
                      'FOUND', now(), 'email', 1, 'a' || n || '@b.example', true,
                      array[sha256(('i' || n)::bytea), sha256(('j' || n)::bytea)]
                  from generate_series(0, ?) n
                  """,
                  MANY);
              for (var table :
                  List.of(
                      "lookup (enrichment_id, position, provider, asked_for, outcome)"
                          + " select enrichment_id, position, 'vendor', 'email', 'FOUND'",
                      "delivery (message_id, enrichment_id, position, state)"
                          + " select contact_id, enrichment_id, position, 'DELIVERED'",
                      "delivery_attempt (message_id, attempted_at, took_ms)"
                          + " select contact_id, now(), 1",
                      "person_lookup (account_id, person_key, enrichment_id, position)"
                          + " select contact_id, sha256(email::bytea), enrichment_id, position",
                      "company_lookup (provider, company_key, enrichment_id, position)"
                          + " select 'vendor', email, enrichment_id, position",
                      "suppressed_identity (suppression_id, identity)"
                          + " select contact_id, identities[1]",
                      "suppression (suppression_id, identifier, identity)"
                          + " select contact_id, 'email', identities[1]")) {
                handle.execute("insert into " + table + " from contact");
              }
              handle.execute(
                  """
                  insert into directory_person (linkedin_url, first_name, last_name, domain, email,
                      email_status, personal_email_status, phones, linkedin_key, name_key,
                      domain_key, company_key)
                  select 'l', 'F', 'L', 'd', case when n % 1000 = 0 then 'info' else 'p' || n end
                        || '@place' || n % 500 || '.example',
                      'deliverable', 'N/A', '{}', 'in/p' || n,
                      case when n < 3000 then 'maria garcia' else 'f l' || n end,
                      case when n < 3000 then 'many.example' else 'place' || n % 500 end,
                      'company' || n % 500
                  from generate_series(0, ?) n
                  """,
                  MANY);
              handle.execute("set session_replication_role = origin");
              handle.execute("analyze");
            });
  }

  private static Map<String, Long> since(Map<String, Long> before, Map<String, Long> now) {
    var counts = new TreeMap<String, Long>();
    now.forEach((table, count) -> counts.put(table, count - before.get(table)));
    return counts;
  }

  private Map<String, Long> scans() {
    return counts("select relname, seq_scan from pg_stat_user_tables where relname = any(?)");
  }

  private Map<String, Long> readByIndexes() {
    return counts(
        "select relname, sum(idx_tup_read)::bigint from pg_stat_user_indexes"
            + " where relname = any(?) group by relname");
  }

  private Map<String, Long> counts(String sql) {
    return TestDatabase.jdbi(database)
        .withHandle(
            handle -> {
              handle.execute("select pg_stat_force_next_flush()");
              handle.execute("select 1");
              return handle
                  .createQuery(sql)
                  .bindArray(0, String.class, GROWING)
                  .reduceRows(
                      new TreeMap<>(),
                      (counts, row) -> {
                        counts.put(row.getColumn(1, String.class), row.getColumn(2, Long.class));
                        return counts;
                      });
            });
  }
}
