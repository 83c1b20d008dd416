package enrichment.store.enrichments;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.EnrichmentKind;
import enrichment.domain.EnrichmentType;
import enrichment.domain.OpenEnrichment;
import enrichment.domain.Unfinished;
import enrichment.domain.WebhookEvent;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.enrichments.UnfinishedEnrichments.Key;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class UnfinishedEnrichmentsTest {

  private static final int MANY = 100_000;
  private static final int PAGE = 500;

  private final Database database = TestDatabase.create();
  private final UUID account = Requests.account(database, 1_000);
  private final UnfinishedEnrichments unfinished = new UnfinishedEnrichments(database);

  @Test
  void readsEachOnceAndNoneThatIsClosed() {
    var open = new HashSet<UUID>();
    for (var i = 0; i < 5; i++) {
      open.add(accepted(WebhookEvent.CONTACT_FINISHED));
    }
    new Settlements(database).close(accepted(WebhookEvent.CONTACT_FINISHED));

    var pages = walk(Unfinished.OPEN, 2);

    assertThat(pages).hasSize(3);
    assertThat(pages.stream().flatMap(List::stream).map(Key::enrichmentId))
        .containsExactlyInAnyOrderElementsOf(open);
    assertThat(unfinished.read(List.copyOf(open)))
        .allMatch(enrichment -> enrichment.types().equals(List.of(EnrichmentType.EMAIL)))
        .extracting(OpenEnrichment::enrichmentId)
        .containsExactlyInAnyOrderElementsOf(open);
  }

  @Test
  void findsWhatHasYetToTellThatItIsFinished() {
    var batch = accepted(WebhookEvent.ENRICHMENT_FINISHED);
    assertThat(walk(Unfinished.UNTOLD, PAGE)).isEmpty();

    new Settlements(database).close(batch);
    assertThat(walk(Unfinished.UNTOLD, PAGE).getFirst())
        .containsExactly(new Key(account, batch, EnrichmentKind.BULK));

    execute("update delivery set state = 'DELIVERED'");
    assertThat(walk(Unfinished.UNTOLD, PAGE)).isEmpty();
  }

  @Test
  void countsWhatIsOpenOrHasYetToTell() {
    accepted(WebhookEvent.CONTACT_FINISHED);
    new Settlements(database).close(accepted(WebhookEvent.ENRICHMENT_FINISHED));
    new Settlements(database).close(accepted(WebhookEvent.CONTACT_FINISHED));
    assertThat(unfinished.count()).isEqualTo(2);

    execute("update delivery set state = 'DELIVERED'");
    assertThat(unfinished.count()).isEqualTo(1);
  }

  @Test
  void findsBooksThatWereClosedOverAHold() {
    var batch = accepted(WebhookEvent.CONTACT_FINISHED);
    new Settlements(database).close(accepted(WebhookEvent.CONTACT_FINISHED));
    assertThat(walk(Unfinished.HOLDING, PAGE)).as("open, or closed as it should be").isEmpty();

    execute("update enrichment set closed_at = now() where closed_at is null");
    assertThat(walk(Unfinished.HOLDING, PAGE).getFirst())
        .containsExactly(new Key(account, batch, EnrichmentKind.BULK));
  }

  @Test
  void isWalkedThroughInAMomentWhenThereAreMany() {
    execute(
        """
        insert into enrichment (enrichment_id, account_id, kind, enrichment_type, contacts, price,
            state, admit_before, decided_at, closed_at, admission)
        select gen_random_uuid(), account_id, 'BULK', 'email', 2, 1,
            'ACCEPTED', now(), now(), case when number %% 2 = 0 then now() end, '{}'
        from account, generate_series(1, %d) as number
        """
            .formatted(2 * MANY));
    execute("analyze enrichment");

    var began = System.nanoTime();
    var found = walk(Unfinished.OPEN, PAGE).stream().mapToInt(List::size).sum();
    var open = Duration.ofNanos(System.nanoTime() - began);
    walk(Unfinished.UNTOLD, PAGE);
    walk(Unfinished.HOLDING, PAGE);
    var all = Duration.ofNanos(System.nanoTime() - began);

    System.out.printf(
        "%d open enrichments read in %d ms, as many closed ones looked at in %d ms%n",
        found, open.toMillis(), all.minus(open).toMillis());
    assertThat(found).isEqualTo(MANY);
    assertThat(all).isLessThan(Duration.ofSeconds(60));
  }

  private UUID accepted(WebhookEvent event) {
    var enrichment =
        new NewEnrichment(
            Ids.next(),
            account,
            EnrichmentKind.BULK,
            EnrichmentType.EMAIL,
            List.of(),
            "https://hooks.example.com/enrichment",
            List.of(event),
            List.of(Requests.person("Ada", "Lovelace", "analytical.example")));
    new Enrichments(database).receive(enrichment, Requests.TIME_TO_ADMIT);
    new Admissions(database).admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    return enrichment.enrichmentId();
  }

  private List<List<Key>> walk(Unfinished why, int limit) {
    var pages = new ArrayList<List<Key>>();
    var page = unfinished.page(why, null, limit);
    while (!page.isEmpty()) {
      pages.add(page);
      page = unfinished.page(why, page.getLast().place(), limit);
    }
    return pages;
  }

  private void execute(String sql) {
    database.jdbi().useHandle(handle -> handle.execute("set statement_timeout = 0;" + sql));
  }
}
