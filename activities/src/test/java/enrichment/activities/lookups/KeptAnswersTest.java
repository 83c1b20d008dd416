package enrichment.activities.lookups;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.activities.lookups.FaultyPostgres.Fault;
import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.Answer;
import enrichment.providers.EmailVerdict;
import enrichment.providers.ProviderException.Kind;
import enrichment.store.TestDatabase;
import enrichment.store.sql.Database;
import io.temporal.failure.ApplicationFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every answer that a provider can give, and every way for it to fail, with the database failing at
 * that moment: what is written down in the end is what would have been without, once.
 */
@Timeout(60)
class KeptAnswersTest {

  private static final Findings VERIFIED =
      Findings.ofEmail("ada@analytical.example", EmailStatus.DELIVERABLE);
  private static final Findings UNVERIFIED =
      Findings.ofEmail("ada@analytical.example", EmailStatus.NOT_AVAILABLE);

  /** How a provider, with what it is to say, is asked. */
  private static final Map<String, BiConsumer<LookupFixture, StubProvider>> ANSWERS = answers();

  private static final AtomicInteger VENDORS = new AtomicInteger();

  private static FaultyPostgres network;

  /** The same, one by way of the network. */
  private static Database database;

  private static Database behindNetwork;

  private static Map<String, BiConsumer<LookupFixture, StubProvider>> answers() {
    var answers = new LinkedHashMap<String, BiConsumer<LookupFixture, StubProvider>>();
    answers.put("found", (lookups, vendor) -> lookups.ask(vendor.finds(VERIFIED), true));
    answers.put(
        "to-be-verified", (lookups, vendor) -> lookups.askToBeVerified(vendor.finds(UNVERIFIED)));
    answers.put("missed-last", (lookups, vendor) -> lookups.ask(vendor.findsNothing(), true));
    answers.put("missed", (lookups, vendor) -> lookups.ask(vendor.findsNothing(), false));
    answers.put(
        "taken",
        (lookups, vendor) ->
            lookups.ask(vendor.says(new Answer.Pending("ticket", Duration.ofSeconds(9))), true));
    answers.put(
        "resolved",
        (lookups, vendor) ->
            lookups.resolve(1, vendor.says(new Answer.Resolved("analytical.example"))));
    answers.put("unresolved", (lookups, vendor) -> lookups.resolve(1, vendor.findsNothing()));
    for (var verdict : EmailVerdict.values()) {
      answers.put(
          "verified-" + verdict,
          (lookups, vendor) -> {
            var finder = new StubProvider(vendor.name() + "-finder").finds(UNVERIFIED);
            lookups.restarted(finder, vendor).askToBeVerified(finder);
            lookups
                .restarted(finder, vendor)
                .verify(vendor.says(new Answer.Verified(verdict)), finder, true);
          });
    }
    for (var kind : Kind.values()) {
      answers.put("fails-" + kind, (lookups, vendor) -> lookups.ask(vendor.fails(kind), true));
    }
    return answers;
  }

  static Stream<Arguments> answersAndFaults() {
    return ANSWERS.keySet().stream()
        .flatMap(
            answer ->
                Arrays.stream(Fault.values())
                    .filter(fault -> fault != Fault.NONE)
                    .map(fault -> Arguments.of(answer, fault)));
  }

  @BeforeAll
  static void connect() throws IOException {
    var url = TestDatabase.createUrl();
    var port = url.replaceFirst("^jdbc:postgresql://[^:]+:(\\d+)/.*", "$1");
    network = FaultyPostgres.before(Integer.parseInt(port));
    database = Database.open(url, 2);
    behindNetwork = Database.open(url.replace(":" + port + "/", ":" + network.port() + "/"), 8);
  }

  @AfterAll
  static void disconnect() throws IOException {
    behindNetwork.close();
    database.close();
    network.close();
  }

  @ParameterizedTest
  @MethodSource("answersAndFaults")
  void areWrittenDownOnceWhateverBecomesOfTheDatabase(String answer, Fault fault) {
    assertThat(ask(answer, fault)).isEqualTo(ask(answer, Fault.NONE));
  }

  /**
   * @return all that is known of it afterwards
   */
  private static String ask(String answer, Fault fault) {
    // What is known of one vendor must not say anything of the next.
    var vendor = new StubProvider("vendor-" + VENDORS.incrementAndGet());
    vendor.meanwhile(() -> network.happen(fault));
    var lookups = LookupFixture.on(database, vendor);
    var worker = lookups.through(behindNetwork, vendor);
    while (!isAsked(ANSWERS.get(answer), worker, vendor)) {
      // As Temporal does with an attempt that has failed before there was anything to keep.
    }
    assertThat(vendor.calls()).isOne();
    return lookups.written().replace(vendor.name(), "vendor");
  }

  private static boolean isAsked(
      BiConsumer<LookupFixture, StubProvider> answer, LookupFixture worker, StubProvider vendor) {
    try {
      answer.accept(worker, vendor);
    } catch (ApplicationFailure later) {
      // By which Temporal asks again, or does not.
    } catch (RuntimeException e) {
      if (vendor.calls() > 0) {
        throw e;
      }
      return false;
    }
    return true;
  }
}
