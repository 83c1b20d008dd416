package enrichment.store.credits;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Every step of the ledger at random, many at once, many twice: the sums hold after each. */
class LedgerConcurrencyTest {

  private static final int THREADS = 64;
  private static final int STEPS = 40;
  private static final int CONTACTS = 5;

  private final Database database = TestDatabase.create(THREADS);
  private final CreditLedger ledger = new CreditLedger(database);
  private final Enrichments enrichments = new Enrichments(database);
  private final Admissions admissions = new Admissions(database);
  private final Settlements settlements = new Settlements(database);
  private final Lookups lookups = new Lookups(database);

  private final List<UUID> accounts =
      IntStream.range(0, 3).mapToObj(i -> Requests.account(database, 200)).toList();
  private final ConcurrentLinkedQueue<UUID> received = new ConcurrentLinkedQueue<>();

  @Test
  @Timeout(120)
  void staysInBalanceAfterEveryStepOf64Threads() throws Exception {
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var runs =
          threads.invokeAll(
              IntStream.range(0, THREADS).<Callable<Integer>>mapToObj(this::run).toList(),
              100,
              TimeUnit.SECONDS);
      for (var run : runs) {
        assertThat(run.get()).isEqualTo(STEPS);
      }
    }
    received.forEach(settlements::close);
    var sums = LedgerSums.read(database.jdbi());
    assertThat(sums.isInBalance()).as(sums.toString()).isTrue();
    assertThat(sums.held()).isZero();
    assertThat(sums.charged()).isPositive();
    for (var account : accounts) {
      assertThat(ledger.balance(account).held()).isZero();
    }
  }

  private Callable<Integer> run(int thread) {
    var random = new Random(thread);
    return () -> {
      for (var step = 0; step < STEPS; step++) {
        step(random, thread + "/" + step);
        var sums = LedgerSums.read(database.jdbi());
        assertThat(sums.isInBalance()).as(sums.toString()).isTrue();
      }
      return STEPS;
    };
  }

  private void step(Random random, String reference) {
    var account = accounts.get(random.nextInt(accounts.size()));
    switch (random.nextInt(8)) {
      case 0 -> ledger.grant(account, 1 + random.nextInt(20), reference);
      case 1, 2 -> {
        var type = random.nextBoolean() ? EnrichmentType.EMAIL : EnrichmentType.PERSONAL_EMAIL;
        var enrichment = Requests.enrichment(account, type, CONTACTS);
        enrichments.receive(enrichment, Requests.TIME_TO_ADMIT);
        admissions.admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
        received.add(enrichment.enrichmentId());
      }
      case 3 -> anyReceived(random).ifPresent(settlements::close);
      default ->
          anyReceived(random)
              .ifPresent(id -> settleOne(new ContactKey(id, random.nextInt(CONTACTS)), random));
    }
  }

  private void settleOne(ContactKey contact, Random random) {
    var call = LookupCall.of(contact, "directory", "email");
    lookups.begin(call, 0);
    switch (random.nextInt(4)) {
      case 0 -> settlements.settle(contact, ContactOutcome.CANCELLED);
      case 1 -> settlements.settleNotFound(call, LookupEnds.MISS);
      default -> settlements.settleFound(call, Findings.NONE, LookupEnds.HIT);
    }
  }

  /** Most often one of the latest, so that several threads work on the same contacts. */
  private Optional<UUID> anyReceived(Random random) {
    var all = received.toArray(UUID[]::new);
    var recent = Math.min(all.length, 6);
    return recent == 0
        ? Optional.empty()
        : Optional.of(all[all.length - 1 - random.nextInt(recent)]);
  }
}
