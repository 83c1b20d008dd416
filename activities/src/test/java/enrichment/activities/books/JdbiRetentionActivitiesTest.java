package enrichment.activities.books;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.activities.lookups.LookupFixture;
import enrichment.activities.lookups.StubProvider;
import enrichment.domain.ContactOutcome;
import enrichment.store.TestDatabase;
import enrichment.store.enrichments.Settlements;
import enrichment.store.privacy.Retention;
import enrichment.workflows.maintenance.RetentionResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdbiRetentionActivitiesTest {

  private static final Duration AGE = Duration.ofDays(90);

  private final LookupFixture fixture = LookupFixture.of(new StubProvider("provider"));
  private final JdbiRetentionActivities activities =
      new JdbiRetentionActivities(new Retention(fixture.database), AGE);

  @Test
  void purgesAndLaterRemoves() {
    var settlements = new Settlements(fixture.database);
    settlements.settle(fixture.contact(0), ContactOutcome.NOT_FOUND);
    settlements.close(fixture.enrichment.enrichmentId());
    execute("update delivery set state = 'DELIVERED'");
    execute("update enrichment set closed_at = now() - interval '91 days'");

    assertThat(activities.purgeResults()).isEqualTo(new RetentionResult(1, 2, 0));
    assertThat(activities.purgeResults()).isEqualTo(RetentionResult.NOTHING);

    execute("update enrichment set purged_at = now() - interval '31 days'");
    assertThat(activities.purgeResults()).isEqualTo(new RetentionResult(0, 0, 2));
    assertThat(rows()).isZero();
  }

  private void execute(String sql) {
    TestDatabase.jdbi(fixture.database).useHandle(handle -> handle.execute(sql));
  }

  private int rows() {
    return TestDatabase.jdbi(fixture.database)
        .withHandle(
            handle -> handle.createQuery("select count(*) from contact").mapTo(int.class).one());
  }
}
