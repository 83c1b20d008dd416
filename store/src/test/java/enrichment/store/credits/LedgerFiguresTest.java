package enrichment.store.credits;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.credits.LedgerFigures.Totals;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.enrichments.WorkFigures;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LedgerFiguresTest {

  private static final Findings EMAIL =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);

  private final Database database = TestDatabase.create();
  private final Settlements settlements = new Settlements(database);
  private final LedgerFigures figures = new LedgerFigures(database);

  @Test
  void addsUpOverAllAccountsToWhatWasGranted() {
    assertThat(read()).isEqualTo(new Totals(0, 0, 0, 0, 0, 0));
    Requests.account(database, 40);
    var enrichment = accept(Requests.account(database, 10));
    settleFirst(enrichment);

    assertThat(read()).isEqualTo(new Totals(50, 47, 2, 1, 0, 0));
    settlements.settle(contact(enrichment, 1), ContactOutcome.NOT_FOUND);
    settlements.close(enrichment);
    assertThat(read()).isEqualTo(new Totals(50, 49, 0, 1, 0, 0));
  }

  @Test
  void countsWhatIsOldOnceAndWhatIsNewBesides() {
    var account = Requests.account(database, 10);
    settleFirst(accept(account));
    makeEverythingOlder("2 h");
    assertThat(read()).isEqualTo(new Totals(10, 7, 2, 1, 0, 0));

    new CreditLedger(database).grant(account, 5, "more");
    var later = new Totals(15, 12, 2, 1, 0, 0);
    assertThat(read()).isEqualTo(later);
    assertThat(read()).isEqualTo(later);
    assertThat(new LedgerFigures(database).read()).contains(later);
  }

  @Test
  void knowsWhatIsHeldForMoreThanADay() {
    settleFirst(accept(Requests.account(database, 10)));
    assertThat(read().heldForLong()).isZero();
    makeEverythingOlder("25 h");
    assertThat(read().heldForLong()).isEqualTo(2);
  }

  @Test
  void noticesACreditThatIsLost() {
    Requests.account(database, 10);
    assertThat(read().imbalance()).isZero();
    execute("update credit_balance set available = available - 1");
    assertThat(read().imbalance()).isOne();
  }

  @Test
  void seesWhatIsOpenAndSinceWhen() {
    var work = new WorkFigures(database);
    assertThat(work.read())
        .isEqualTo(new WorkFigures.Work(0, Duration.ZERO, 0, Duration.ZERO, 0, 0));
    var enrichment = accept(Requests.account(database, 10));
    settleFirst(enrichment);
    makeEverythingOlder("3 h");

    assertThat(work.read().open()).isOne();
    assertThat(work.read().oldest()).isBetween(hours(3), hours(3).plusMinutes(1));
    assertThat(work.read().pendingMessages()).isOne();
    assertThat(work.read().openReceivers()).isZero();
  }

  private Totals read() {
    return figures.read().orElseThrow();
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }

  /** Of three contacts. */
  private UUID accept(UUID account) {
    var enrichment = Requests.enrichment(account, EnrichmentType.EMAIL, 3);
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), type -> Requests.WATERFALL);
    return enrichment.enrichmentId();
  }

  private void settleFirst(UUID enrichmentId) {
    var call = LookupCall.of(contact(enrichmentId, 0), "directory", "email");
    new Lookups(database).begin(call, 0);
    settlements.settleFound(call, EMAIL, LookupEnds.HIT);
  }

  private static ContactKey contact(UUID enrichmentId, int position) {
    return new ContactKey(enrichmentId, position);
  }

  private void makeEverythingOlder(String age) {
    execute("alter table credit_entry disable trigger append_only");
    execute("update credit_entry set created_at = created_at - interval '%s'".formatted(age));
    execute("alter table credit_entry enable trigger append_only");
    execute("update enrichment set decided_at = decided_at - interval '%s'".formatted(age));
  }

  private void execute(String statement) {
    database.jdbi().useHandle(handle -> handle.execute(statement));
  }
}
