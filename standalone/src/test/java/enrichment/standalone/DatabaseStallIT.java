package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.standalone.VendorCalls.Call;
import enrichment.store.credits.CreditLedger;
import enrichment.worker.ProviderSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * PostgreSQL stands still, or is gone for a while, amid 300 calls: what a vendor has answered is
 * paid for, so it is not lost.
 */
@Timeout(300)
class DatabaseStallIT {

  private static final int BATCHES = 3;
  private static final int CONTACTS = 100;
  private static final int ALL = BATCHES * CONTACTS;

  /** PostgreSQL stops answering when so many calls are out; the vendor answers right after. */
  private static final int OUT = 120;

  /** On a machine that is busy with something else there are fewer, by when they have to end. */
  private static final int FEWEST_OUT = 10;

  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private interface Fault {
    /**
     * @param answer has the vendor answer everything that it is asked
     */
    void happen(PostgresProcesses postgres, Runnable answer) throws Exception;
  }

  @TempDir Path dataDir;

  @Test
  void noAnswerIsLostWhilePostgresqlStandsStillFor5Seconds() throws Exception {
    assertNothingLost(standsStill(5));
  }

  /** Beyond what a call may take, and all that is done about it. */
  @Tag("server")
  @ParameterizedTest
  @ValueSource(ints = {15, 40})
  void noAnswerIsLostWhilePostgresqlStandsStillForLonger(int seconds) throws Exception {
    assertNothingLost(standsStill(seconds));
  }

  @Tag("server")
  @Test
  void noAnswerIsLostWhilePostgresqlIsRestarted() throws Exception {
    assertNothingLost(
        (postgres, answer) -> {
          postgres.stopAtOnce();
          answer.run();
          TimeUnit.SECONDS.sleep(8);
          postgres.startAgain();
        });
  }

  private static Fault standsStill(int seconds) {
    return (postgres, answer) -> {
      postgres.pause();
      answer.run();
      TimeUnit.SECONDS.sleep(seconds);
      postgres.resume();
    };
  }

  private void assertNothingLost(Fault fault) throws Exception {
    var answering = new CountDownLatch(1);
    StubVendor held =
        domain -> {
          await(answering);
          return StubReply.found(domain);
        };
    try (var vendors = StubVendors.start(Map.of("held", held), call -> false);
        var stack = Stack.start(config(vendors), 0)) {
      var postgres = new PostgresProcesses(dataDir.resolve("data"));
      var ledger = new CreditLedger(stack.database());
      var before = ledger.balance(stack.demoAccount().accountId()).available();
      var api = new DemoClient(stack.url(), stack.demoAccount().key());
      var ids = new ArrayList<String>();
      for (var i = 0; i < BATCHES; i++) {
        var batch = Batches.distinct(i * CONTACTS, CONTACTS);
        ids.add(api.post("/contacts/bulk_enrich", batch).get("enrichment_id").textValue());
      }
      awaitCalls(vendors.calls());
      var out = vendors.calls().unanswered();
      fault.happen(postgres, answering::countDown);
      awaitReachable(stack);
      for (var id : ids) {
        Batches.awaitFinished(api, id, PATIENCE);
      }

      print(api, ids, vendors.calls(), out);
      assertThat(out).as("calls that were out").isGreaterThanOrEqualTo(FEWEST_OUT);
      assertThat(vendors.calls().paidTwice()).isEmpty();
      assertThat(domainsOf(vendors.calls().all())).as("each is asked about once").hasSize(ALL);
      assertThat(vendors.calls().all()).hasSize(ALL);
      for (var id : ids) {
        var enrichment = api.get("/enrichments/" + id);
        assertThat(enrichment.at("/contacts/found").intValue()).isEqualTo(CONTACTS);
        assertThat(enrichment.at("/credits/charged").intValue()).isEqualTo(CONTACTS);
      }
      var after = ledger.balance(stack.demoAccount().accountId());
      assertThat(after.held()).isZero();
      assertThat(before - after.available()).isEqualTo(ALL);
    }
  }

  private static void awaitCalls(VendorCalls calls) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (calls.unanswered() < OUT && !isHalfOver(calls)) {
      assertThat(System.nanoTime()).as("in time for calls").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(5);
    }
  }

  private static void awaitReachable(Stack stack) throws InterruptedException {
    var deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!stack.database().isReachable()) {
      assertThat(System.nanoTime()).as("in time for PostgreSQL").isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static boolean isHalfOver(VendorCalls calls) {
    return calls.all().stream()
        .findFirst()
        .filter(first -> System.nanoTime() - first.nanoTime() > TIMEOUT.toNanos() / 2)
        .isPresent();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static HashSet<String> domainsOf(List<Call> calls) {
    var domains = new HashSet<String>();
    calls.forEach(call -> domains.add(call.question().domain()));
    return domains;
  }

  private StandaloneConfig config(StubVendors vendors) throws Exception {
    var definition =
        vendors
            .definition("held")
            .replace("timeout: 5s", "timeout: %ds".formatted(TIMEOUT.toSeconds()));
    var file =
        Files.writeString(
            dataDir.resolve("providers.yaml"),
            "waterfall: {email: [held]}%nproviders:%n%s".formatted(definition));
    return Batches.config(
        dataDir.resolve("data"),
        StandaloneProcess.freePort(),
        ProviderSettings.read(Map.of("PROVIDERS_FILE", file.toString())));
  }

  private static void print(DemoClient api, List<String> ids, VendorCalls calls, long out)
      throws Exception {
    var ends = new TreeMap<String, Integer>();
    for (var id : ids) {
      JsonNode contacts = api.get("/enrichments/" + id).get("contacts");
      for (var end : List.of("found", "not_found", "failed", "cancelled")) {
        ends.merge(end, contacts.get(end).intValue(), Integer::sum);
      }
    }
    System.out.printf(
        "%d calls out when PostgreSQL stopped; %d calls in all, %d unanswered; contacts %s%n",
        out, calls.all().size(), calls.unanswered(), ends);
  }
}
