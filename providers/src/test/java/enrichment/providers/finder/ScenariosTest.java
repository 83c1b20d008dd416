package enrichment.providers.finder;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.providers.Answer;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.xbill.DNS.Rcode;

/**
 * Everybody of people.csv at a company of each scenario, which knows the one address of theirs.
 * Each has a company of their own, so that nobody waits for another's turn with its exchanger.
 */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScenariosTest {

  private static final List<Person> PEOPLE = Person.all();

  private TestInternet internet;
  private final Map<Scenario, SmtpServer> servers = new TreeMap<>();

  @BeforeAll
  void start() throws IOException {
    internet = new TestInternet();
    for (var scenario : Scenario.values()) {
      var known = new HashSet<String>();
      for (int i = 0; i < PEOPLE.size(); i++) {
        known.add(address(scenario, i));
      }
      servers.put(scenario, internet.exchanger(ip(scenario), scenario.script(known::contains)));
      for (int i = 0; i < PEOPLE.size(); i++) {
        resolve(scenario, domain(scenario, i));
      }
    }
    internet.exchanger("127.0.0.20", SmtpScript.knowing().on("", "421 4.3.2 Too busy"));
  }

  @AfterAll
  void stop() throws IOException {
    internet.close();
  }

  @Test
  void areMany() {
    assertThat(PEOPLE).hasSizeGreaterThan(60);
    assertThat(PEOPLE).extracting(Person::language).doesNotContainNull();
    assertThat(PEOPLE.stream().map(Person::language).distinct()).hasSizeGreaterThan(12);
  }

  @Test
  void findWhatIsTrue() throws Exception {
    assertAnswers(
        ScenariosTest::found,
        (scenario, i) -> {
          var person = PEOPLE.get(i);
          var domain = domain(scenario, i);
          if (scenario.truth == Scenario.Truth.CATCH_ALL_LEARNT) {
            internet.patterns.learn(
                domain,
                AddressPattern.of(person.firstName(), person.lastName(), person.localPart())
                    .orElseThrow());
          }
          return ticket -> TestInternet.find(person.firstName(), person.lastName(), domain, ticket);
        });
  }

  @Test
  void verifyWhatIsTrue() throws Exception {
    assertAnswers(
        (scenario, person) -> scenario.truth.verified,
        (scenario, i) -> ticket -> TestInternet.verify(address(scenario, i), ticket));
  }

  private static String found(Scenario scenario, Person person) {
    return scenario.truth == Scenario.Truth.CATCH_ALL_LEARNT && !person.unmistakable()
        ? "not found"
        : scenario.truth.found;
  }

  private void assertAnswers(Truth truth, Questions questions) throws Exception {
    var patient = internet.finder();
    var impatient =
        internet.finder(
            internet.settings(Duration.ofMillis(400), Duration.ZERO), Duration.ofSeconds(60));
    var answers = new ArrayList<Callable<String>>();
    var expected = new ArrayList<String>();
    for (var scenario : Scenario.values()) {
      var finder = scenario.truth == Scenario.Truth.TARPIT ? impatient : patient;
      for (int i = 0; i < PEOPLE.size(); i++) {
        int index = i;
        var question = questions.of(scenario, i);
        answers.add(
            () -> describe(scenario, index, answer(finder, question, address(scenario, index))));
        expected.add(describe(scenario, i, truth.of(scenario, PEOPLE.get(i))));
      }
    }
    var given = inParallel(answers);
    var right = Set.copyOf(expected);
    assertThat(given).hasSameSizeAs(expected);
    assertThat(given.stream().filter(answer -> !right.contains(answer))).isEmpty();
    assertThat(servers.values())
        .allSatisfy(server -> assertThat(server.lines()).doesNotContain("(pipelined)", "DATA"));
    assertThat(servers.get(Scenario.HAS_AN_MX_INSIDE).connected()).isZero();
  }

  /** Asks as often as the finder wants; a found address that is not the person's is said so. */
  private static String answer(
      Provider finder, Function<@Nullable String, Question> question, String address) {
    String ticket = null;
    while (true) {
      try {
        switch (finder.ask(question.apply(ticket))) {
          case Answer.Pending pending -> ticket = pending.ticket();
          case Answer.Unusable unusable -> throw new AssertionError("finders find addresses");
          case Answer.NotFound nothing -> {
            return "not found";
          }
          case Answer.Verified verified -> {
            return verified.verdict().name();
          }
          case Answer.Found found -> {
            var findings = found.findings();
            return address.equals(findings.email())
                ? findings.emailStatus().name()
                : "somebody else: " + findings.email();
          }
          case Answer.Resolved resolved -> {
            return "resolved";
          }
        }
      } catch (ProviderException e) {
        return e.kind() + " " + e.reason();
      }
    }
  }

  private static List<String> inParallel(List<Callable<String>> tasks) throws Exception {
    // As many as two processors serve quickly enough for timeouts to mean something.
    var slots = new Semaphore(200);
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<String>();
      var futures = new ArrayList<Future<String>>();
      for (var task : tasks) {
        slots.acquire();
        futures.add(
            executor.submit(
                () -> {
                  try {
                    return task.call();
                  } finally {
                    slots.release();
                  }
                }));
      }
      for (var future : futures) {
        results.add(future.get());
      }
      return results;
    }
  }

  private void resolve(Scenario scenario, String domain) {
    var mx = "mx." + domain;
    var dns = internet.dns;
    switch (scenario) {
      case TAKES_NO_MAIL -> dns.mx(domain, 0, ".").address(domain, ip(scenario));
      case DOES_NOT_EXIST -> {}
      case HAS_NO_MX -> dns.address(domain, ip(scenario));
      case HAS_A_FIRST_MX_THAT_IS_DOWN ->
          dns.mx(domain, 10, "down." + domain)
              .address("down." + domain, "127.0.0.19")
              .mx(domain, 20, mx)
              .address(mx, ip(scenario));
      case HAS_A_FIRST_MX_THAT_IS_BUSY ->
          dns.mx(domain, 10, "busy." + domain)
              .address("busy." + domain, "127.0.0.20")
              .mx(domain, 20, mx)
              .address(mx, ip(scenario));
      case HAS_MX_THAT_ARE_ALL_DOWN ->
          dns.mx(domain, 10, mx)
              .address(mx, "127.0.0.18")
              .mx(domain, 20, "other." + mx)
              .address("other." + mx, "127.0.0.19")
              .mx(domain, 30, "nowhere.test");
      case HAS_AN_MX_INSIDE -> dns.mx(domain, 10, mx).address(mx, "10.0.0.1");
      case HAS_BROKEN_DNS -> dns.failing(domain, Rcode.SERVFAIL);
      default -> dns.mx(domain, 10, mx).address(mx, ip(scenario));
    }
  }

  private static String describe(Scenario scenario, int index, String answer) {
    return scenario + " " + PEOPLE.get(index).localPart() + ": " + answer;
  }

  private static String address(Scenario scenario, int index) {
    return PEOPLE.get(index).localPart() + "@" + domain(scenario, index);
  }

  private static String domain(Scenario scenario, int index) {
    var label = scenario.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return "company" + index + "." + label + ".test";
  }

  private static String ip(Scenario scenario) {
    return "127.0.1." + (scenario.ordinal() + 1);
  }

  private interface Truth {
    String of(Scenario scenario, Person person);
  }

  private interface Questions {
    /** From tickets to questions about one person. */
    Function<@Nullable String, Question> of(Scenario scenario, int index);
  }
}
