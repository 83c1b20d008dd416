package enrichment.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.LookupOutcome;
import enrichment.store.TestDatabase;
import enrichment.store.lookups.Lookups;
import enrichment.store.webhooks.Deliveries;
import enrichment.store.webhooks.DeliveryAttempt;
import enrichment.store.webhooks.DeliveryLog;
import enrichment.store.webhooks.DeliveryState;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What earlier versions have written is taken along. */
class MigrationTest {

  private static final UUID ACCOUNT = UUID.randomUUID();
  private static final UUID ENRICHMENT = UUID.randomUUID();
  private static final UUID CONTACT = UUID.randomUUID();

  @Test
  void deliveriesOfVersion3AreKnownByTheirMessages() throws SQLException {
    var url = TestDatabase.createUrl();
    EarlierSchema.migrate(url, "3");
    execute(
        url,
        """
        insert into account (account_id, name) values ('%1$s', 'Test');
        insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts, price,
            webhook_url, admit_before, state, admission)
          values ('%2$s', '%1$s', 'SINGLE', 'email', 1, 1,
            'HTTPS://Hooks.example:8443/hook?a=b', now(), 'ACCEPTED', '{}');
        insert into contact (enrichment_id, position, contact_id, first_name, last_name)
          values ('%2$s', 0, '%3$s', 'Ada', 'Lovelace');
        insert into delivery (enrichment_id, position, attempts, last_status, last_attempt_at,
            next_attempt_at)
          values ('%2$s', 0, 2, 500, now(), now() + interval '5 min')
        """
            .formatted(ACCOUNT, ENRICHMENT, CONTACT));

    try (var database = Database.open(url, 2)) {
      var message = new Deliveries(database).find(CONTACT).orElseThrow();
      assertThat(message.origin()).isEqualTo("https://hooks.example:8443");
      assertThat(message.attempts()).isEqualTo(2);
      assertThat(message.dueIn()).isPositive();
      var report = new DeliveryLog(database).ofContact(ACCOUNT, CONTACT).orElseThrow();
      assertThat(report.state()).isEqualTo(DeliveryState.PENDING);
      assertThat(report.attempts()).extracting(DeliveryAttempt::status).containsExactly(500);
    }
  }

  @Test
  void lookupsOfVersion4ThatFailedMayBeTriedAgain() throws SQLException {
    var url = TestDatabase.createUrl();
    EarlierSchema.migrate(url, "4");
    execute(
        url,
        """
        insert into account (account_id, name) values ('%1$s', 'Test');
        insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts, price,
            admit_before, state, admission, decided_at)
          values ('%2$s', '%1$s', 'BULK', 'email', 2, 1, now(), 'ACCEPTED', '{}', now());
        insert into contact (enrichment_id, position, contact_id, first_name, last_name)
          values ('%2$s', 0, '%3$s', 'Ada', 'Lovelace');
        insert into contact (enrichment_id, position, contact_id, first_name, last_name, outcome,
            settled_at)
          values ('%2$s', 1, gen_random_uuid(), 'Ada', 'Byron', 'NOT_FOUND', now());
        insert into lookup (enrichment_id, position, provider, attempts, outcome, ended_at)
          values ('%2$s', 0, 'vendor', 2, 'FAILED', now()), ('%2$s', 1, 'vendor', 3, 'FAILED', now()),
            ('%2$s', 0, 'other', 1, 'NOT_FOUND', now())
        """
            .formatted(ACCOUNT, ENRICHMENT, CONTACT));

    try (var database = Database.open(url, 2)) {
      var lookups = new Lookups(database);
      var open = lookups.open(new ContactKey(ENRICHMENT, 0), "vendor", null, "");
      assertThat(open.leads()).as("its person is not known").isTrue();
      assertThat(open.lookup().said()).isNull();
      assertThat(open.lookup().attempts()).isEqualTo(2);
      assertThat(lookups.open(new ContactKey(ENRICHMENT, 0), "other", null, "").lookup().said())
          .isEqualTo(LookupOutcome.NOT_FOUND);
      assertThat(lookups.open(new ContactKey(ENRICHMENT, 1), "vendor", null, "").lookup().said())
          .isEqualTo(LookupOutcome.FAILED);
    }
  }

  private static void execute(String url, String sql) throws SQLException {
    try (var connection = DriverManager.getConnection(url);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
