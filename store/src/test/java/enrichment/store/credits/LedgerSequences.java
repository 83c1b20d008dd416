package enrichment.store.credits;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.domain.ContactKey;
import enrichment.domain.ContactOutcome;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.domain.Rejection.Reason;
import enrichment.domain.Unfinished;
import enrichment.store.Requests;
import enrichment.store.TestDatabase;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.enrichments.Admissions;
import enrichment.store.enrichments.Enrichments;
import enrichment.store.enrichments.Settlements;
import enrichment.store.enrichments.UnfinishedEnrichments;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.sql.Database;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Random sequences of everything that can happen to credits, from many threads, with crashes. Most
 * work on a few accounts that all threads share; every fourth has an account of its own, whose
 * ledger is compared with a model after every step. What a sequence does follows from the seed and
 * its number; how the threads interleave does not.
 */
final class LedgerSequences {

  private static final int THREADS = 32;

  /** Accounts that are contended for at a time, and for how many sequences. */
  private static final int SHARED = 4;

  private static final int GENERATION = 64;
  private static final int STEPS = 3;

  /** No lot is ever due by itself while this runs. */
  private static final Instant SOON =
      Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.MICROS);

  private final Database database;
  private final long seed;
  private final int sequences;
  private final LedgerCrashes crashes = new LedgerCrashes();
  private final CreditLedger ledger;
  private final Enrichments enrichments;
  private final UnfinishedEnrichments unfinished;
  private final Admissions admissions;
  private final Settlements settlements;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger uniqueMoments = new AtomicInteger();
  private final Map<Integer, List<SharedAccount>> generations = new ConcurrentHashMap<>();
  private final Map<UUID, Map<String, Long>> grants = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  private record SharedAccount(UUID id, ConcurrentLinkedQueue<NewEnrichment> accepted) {}

  LedgerSequences(Database database, long seed, int sequences) {
    this.database = database;
    this.seed = seed;
    this.sequences = sequences;
    this.ledger = new CreditLedger(database);
    this.enrichments = new Enrichments(database);
    this.unfinished = new UnfinishedEnrichments(database);
    this.admissions = new Admissions(database);
    this.settlements = new Settlements(database);
  }

  static Database database() {
    return TestDatabase.create(THREADS);
  }

  /**
   * @throws AssertionError when a rule is broken
   */
  void run() throws InterruptedException {
    database.jdbi().setSqlLogger(crashes);
    database.answersJdbi().setSqlLogger(crashes);
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      var runs =
          threads.invokeAll(
              IntStream.range(0, THREADS).<Callable<Void>>mapToObj(any -> this::work).toList());
      for (var run : runs) {
        try {
          run.get();
        } catch (ExecutionException e) {
          throw new AssertionError("seed " + seed + ": " + e.getCause().getMessage(), e.getCause());
        }
      }
    }
    settleEverything();
    LedgerRules.checkInTheEnd(database.jdbi());
    for (var accountId : grants.keySet()) {
      LedgerRules.checkAlways(database.jdbi(), accountId);
      checkGranted(accountId);
    }
  }

  private Void work() {
    for (var i = next.getAndIncrement(); i < sequences && !stopped; i = next.getAndIncrement()) {
      try {
        sequence(i);
      } catch (RuntimeException | AssertionError e) {
        stopped = true;
        throw new AssertionError("sequence " + i + ": " + e, e);
      }
    }
    return null;
  }

  private void sequence(int number) {
    var random = new Random(seed * 1_000_003 + number);
    if (number % 4 == 0) {
      modelled(random);
    } else {
      shared(random, number);
    }
  }

  private List<SharedAccount> accounts(int generation) {
    return generations.computeIfAbsent(
        generation,
        any ->
            IntStream.range(0, SHARED)
                .mapToObj(i -> new SharedAccount(newAccount(), new ConcurrentLinkedQueue<>()))
                .toList());
  }

  private UUID newAccount() {
    var id = Requests.account(database, 0);
    grants.put(id, new ConcurrentHashMap<>());
    return id;
  }

  private void shared(Random random, int number) {
    var accounts = accounts(number / GENERATION);
    var account = accounts.get(random.nextInt(SHARED));
    for (var step = 0; step < STEPS; step++) {
      switch (random.nextInt(10)) {
        case 0, 1 ->
            // Now and then several threads grant the same.
            grant(
                random,
                account.id(),
                "grant " + number / 8 + "/" + random.nextInt(3),
                expiry(random));
        case 2, 3, 4 -> {
          var enrichment = receive(random, account.id());
          crashes.survive(random, () -> admit(enrichment));
          account.accepted().add(enrichment);
        }
        case 5, 6, 7 -> settle(random, recent(random, account));
        case 8 -> expire(random, account.id(), random.nextInt(3));
        default -> {
          var enrichment = recent(random, account);
          if (enrichment != null) {
            crashes.survive(random, () -> settlements.close(enrichment.enrichmentId()));
          } else {
            crashes.survive(random, () -> ledger.sweep(account.id()));
          }
        }
      }
      LedgerRules.checkAlways(database.jdbi(), account.id());
    }
  }

  private void settle(Random random, NewEnrichment enrichment) {
    if (enrichment != null) {
      settle(random, enrichment, random.nextInt(enrichment.contacts().size()));
    }
  }

  private ContactOutcome settle(Random random, NewEnrichment enrichment, int position) {
    var contact = new ContactKey(enrichment.enrichmentId(), position);
    var call = LookupCall.of(contact, "directory", "email");
    var outcome = ContactOutcome.values()[random.nextInt(ContactOutcome.values().length)];
    crashes.survive(
        random,
        () -> {
          switch (outcome) {
            case FOUND -> settlements.settleFound(call, Findings.NONE, LookupEnds.HIT);
            case NOT_FOUND -> settlements.settleNotFound(call, LookupEnds.MISS);
            default -> settlements.settle(contact, outcome);
          }
        });
    return outcome;
  }

  private static NewEnrichment recent(Random random, SharedAccount account) {
    var all = account.accepted().toArray(NewEnrichment[]::new);
    return all.length == 0 ? null : all[all.length - 1 - random.nextInt(Math.min(all.length, 5))];
  }

  /** Every step on an account of its own, and on its model. */
  private void modelled(Random random) {
    var accountId = newAccount();
    var model = new LedgerModel();
    var open = new ArrayList<Running>();
    for (var step = 0; step < 3 * STEPS; step++) {
      switch (step < 2 ? 0 : random.nextInt(8)) {
        case 0, 1 -> {
          var expiresAt = expiry(random);
          var amount = grant(random, accountId, "grant " + step, expiresAt);
          if (expiresAt == null) {
            model.grant(amount);
          } else {
            model.grant(amount, expiresAt.toEpochMilli());
          }
        }
        case 2, 3 -> {
          var enrichment = receive(random, accountId);
          crashes.survive(random, () -> admit(enrichment));
          var hold = model.hold(enrichment.credits());
          assertThat(admit(enrichment)).as("accepted").isEqualTo(hold != null);
          if (hold != null) {
            open.add(new Running(enrichment, hold));
          }
        }
        case 4, 5, 6 -> {
          if (!open.isEmpty()) {
            var running = open.get(random.nextInt(open.size()));
            var price = running.enrichment.type().credits();
            var outcome = settle(random, running.enrichment, running.settled++);
            if (outcome == ContactOutcome.FOUND) {
              model.capture(price);
            } else {
              model.release(running.hold, price);
            }
            if (running.settled == running.enrichment.contacts().size()) {
              open.remove(running);
            }
          }
        }
        default -> {
          var lot = model.unspent(random.nextInt(3));
          if (lot != null) {
            var moment = Instant.ofEpochMilli(lot);
            makeDue("expires_at = :moment", accountId, 0, moment);
            model.expire(lot);
          }
        }
      }
      assertThat(LedgerModel.state(ledger.balance(accountId)))
          .as("balance")
          .isEqualTo(model.state());
    }
    LedgerRules.checkAlways(database.jdbi(), accountId);
  }

  private static final class Running {
    final NewEnrichment enrichment;
    final LedgerModel.Hold hold;
    int settled;

    Running(NewEnrichment enrichment, LedgerModel.Hold hold) {
      this.enrichment = enrichment;
      this.hold = hold;
    }
  }

  /** Half of the grants expire, each at a moment of its own. */
  private Instant expiry(Random random) {
    return random.nextBoolean()
        ? null
        : SOON.plus(random.nextInt(1_000), ChronoUnit.DAYS)
            .truncatedTo(ChronoUnit.DAYS)
            .plusMillis(uniqueMoments.getAndIncrement());
  }

  private long grant(Random random, UUID accountId, String reference, Instant expiresAt) {
    var amount = 1 + random.nextInt(12);
    var outcomes = new ArrayList<CreditLedger.Grant>();
    crashes.survive(
        random, () -> outcomes.add(ledger.grant(accountId, amount, reference, expiresAt)));
    if (outcomes.getFirst() == CreditLedger.Grant.ADDED) {
      assertThat(grants.get(accountId).put(reference, (long) amount)).as("granted twice").isNull();
    }
    return amount;
  }

  private NewEnrichment receive(Random random, UUID accountId) {
    var type = random.nextInt(3) == 0 ? EnrichmentType.PERSONAL_EMAIL : EnrichmentType.EMAIL;
    var enrichment = Requests.enrichment(accountId, type, 1 + random.nextInt(3));
    enrichments.receive(enrichment, Requests.TIME_TO_ADMIT);
    return enrichment;
  }

  private boolean admit(NewEnrichment enrichment) {
    var admission = admissions.admit(enrichment.enrichmentId(), any -> Requests.WATERFALL);
    var rejection = admission.rejection();
    if (rejection != null) {
      assertThat(rejection.reason()).isEqualTo(Reason.INSUFFICIENT_CREDITS);
      assertThat(rejection.available()).isLessThan(enrichment.credits());
    }
    return rejection == null;
  }

  private void expire(Random random, UUID accountId, int index) {
    makeDue("remaining > 0", accountId, index, SOON);
    if (random.nextBoolean()) {
      crashes.survive(random, () -> ledger.sweep(accountId));
    }
  }

  /** Time passes, for one lot. */
  private void makeDue(String which, UUID accountId, int index, Instant moment) {
    database
        .jdbi()
        .useTransaction(
            handle -> {
              handle.execute(
                  "select from credit_balance where account_id = ? for update", accountId);
              handle
                  .createUpdate(
                      """
                      update credit_lot set expires_at = now() - interval '1 s'
                      where lot_id = (
                        select lot_id from credit_lot
                        where account_id = :accountId and expires_at > now() and\s"""
                          + which
                          + " order by expires_at offset :index limit 1)")
                  .bind("accountId", accountId)
                  .bind("moment", moment.atOffset(ZoneOffset.UTC))
                  .bind("index", index)
                  .execute();
            });
  }

  private void settleEverything() {
    unfinished
        .page(Unfinished.OPEN, null, Integer.MAX_VALUE)
        .forEach(open -> settlements.close(open.enrichmentId()));
    grants.keySet().forEach(ledger::sweep);
  }

  private void checkGranted(UUID accountId) {
    long granted =
        database
            .jdbi()
            .withHandle(
                handle ->
                    handle
                        .createQuery(
                            """
                            select coalesce(sum(amount), 0) from credit_entry
                            where account_id = :accountId and kind = 'grant'
                            """)
                        .bind("accountId", accountId)
                        .mapTo(long.class)
                        .one());
    assertThat(granted)
        .as("each reference counts once")
        .isEqualTo(grants.get(accountId).values().stream().mapToLong(Long::longValue).sum());
  }
}
