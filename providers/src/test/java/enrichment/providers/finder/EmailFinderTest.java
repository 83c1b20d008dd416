package enrichment.providers.finder;

import static enrichment.providers.finder.SmtpScript.ACCEPTED;
import static enrichment.providers.finder.TestInternet.SENDER;
import static enrichment.providers.finder.TestInternet.find;
import static enrichment.providers.finder.TestInternet.verify;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import enrichment.domain.EmailStatus;
import enrichment.domain.Findings;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.EmailVerdict;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.Question;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class EmailFinderTest {

  private TestInternet internet;

  @BeforeEach
  void start() throws IOException {
    internet = new TestInternet();
  }

  @AfterEach
  void stop() throws IOException {
    internet.close();
  }

  @Test
  void findsAndVerifiesEmails() throws IOException {
    var finder = acme(SmtpScript.knowing()).finder();
    assertThat(Capability.values())
        .filteredOn(finder::can)
        .containsExactly(Capability.EMAIL, Capability.EMAIL_VERIFICATION);
  }

  @Test
  void asksAboutNobodyFirstAndThenUntilSomebodyExists() throws Exception {
    var server = server(SmtpScript.knowing("abyron@acme.test", "ada@acme.test"));
    assertThat(internet.finder().ask(find("Ada", "Byron", "https://www.acme.test/")))
        .isEqualTo(found("abyron@acme.test", EmailStatus.DELIVERABLE));
    assertThat(server.lines())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("EHLO mail.ours.test"),
            line -> assertThat(line).isEqualTo("MAIL FROM:<" + SENDER + ">"),
            line -> assertThat(line).matches("RCPT TO:<x[0-9a-z]+@acme\\.test>"),
            line -> assertThat(line).isEqualTo("RCPT TO:<ada.byron@acme.test>"),
            line -> assertThat(line).isEqualTo("RCPT TO:<abyron@acme.test>"),
            line -> assertThat(line).isEqualTo("RSET"),
            line -> assertThat(line).isEqualTo("QUIT"));
  }

  @Test
  void triesWhatADomainHasTaughtFirst() throws Exception {
    var server = server(SmtpScript.knowing("byron.ada@acme.test", "hopper.grace@acme.test"));
    var finder = internet.finder();
    finder.ask(find("Ada", "Byron", "acme.test"));
    assertThat(internet.patterns.of("acme.test")).contains(AddressPattern.LAST_DOT_FIRST);
    int before = server.lines("RCPT").size();
    assertThat(finder.ask(find("Grace", "Hopper", "acme.test")))
        .isEqualTo(found("hopper.grace@acme.test", EmailStatus.DELIVERABLE));
    assertThat(server.lines("RCPT")).hasSize(before + 2);
  }

  @Test
  void learnsNothingWhereEverybodyIsAccepted() throws Exception {
    server(SmtpScript.accepting(address -> true));
    assertThat(internet.finder().ask(find("Ada", "Byron", "acme.test")))
        .isEqualTo(Answer.NOT_FOUND);
    assertThat(internet.patterns.of("acme.test")).isEmpty();
  }

  @Test
  void believesALearntPatternWhereEverybodyIsAccepted() throws Exception {
    server(SmtpScript.accepting(address -> true));
    internet.patterns.learn("acme.test", AddressPattern.F_LAST);
    assertThat(internet.finder().ask(find("Ada", "Byron", "acme.test")))
        .isEqualTo(found("abyron@acme.test", EmailStatus.CATCH_ALL));
    // There are two ways to write that.
    assertThat(internet.finder().ask(find("Ada", "Müller", "acme.test")))
        .isEqualTo(Answer.NOT_FOUND);
  }

  @Test
  void doesNotBelieveALearntPatternThatIsRefused() throws Exception {
    server(SmtpScript.accepting(address -> !address.equals("abyron@acme.test")));
    internet.patterns.learn("acme.test", AddressPattern.F_LAST);
    assertThat(internet.finder().ask(find("Ada", "Byron", "acme.test")))
        .isEqualTo(Answer.NOT_FOUND);
    assertThat(internet.finder().ask(verify("abyron@acme.test")))
        .isEqualTo(new Answer.Verified(EmailVerdict.UNDELIVERABLE));
  }

  @Test
  void asksGreylistsAgainForTheSameRecipients() throws Exception {
    var server = server(SmtpScript.knowing("adab@acme.test").greylisting("450 4.7.1 Greylisted"));
    var finder = internet.finder();
    var pending = (Answer.Pending) finder.ask(find("Ada", "Byron", "acme.test"));
    assertThat(pending.askAgainAfter()).isEqualTo(Duration.ofMinutes(15));
    assertThat(pending.ticket()).doesNotContainIgnoringCase("ada").doesNotContain("acme");
    var first = server.lines("RCPT");
    assertThat(first).hasSizeGreaterThan(20).doesNotHaveDuplicates();

    assertThat(finder.ask(find("Ada", "Byron", "acme.test", pending.ticket())))
        .isEqualTo(found("adab@acme.test", EmailStatus.DELIVERABLE));
    var again = server.lines("RCPT").subList(first.size(), server.lines("RCPT").size());
    assertThat(again).isEqualTo(first.subList(0, again.size()));
    assertThat(new HashSet<>(server.lines("MAIL"))).hasSize(1);
  }

  @Test
  void losesPatienceWithGreylists() throws Exception {
    server(SmtpScript.knowing().on("RCPT", "451 4.7.1 Greylisted"));
    var finder = internet.finder();
    var delays = new ArrayList<Duration>();
    String ticket = null;
    for (int i = 0; i < 4; i++) {
      var pending = (Answer.Pending) finder.ask(find("Ada", "Byron", "acme.test", ticket));
      delays.add(pending.askAgainAfter());
      ticket = pending.ticket();
    }
    assertThat(delays).extracting(Duration::toMinutes).containsExactly(15L, 30L, 60L, 120L);
    var last = ticket;
    assertThatThrownBy(() -> finder.ask(find("Ada", "Byron", "acme.test", last)))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(Kind.REFUSED);
              assertThat(e.reason()).isEqualTo("greylisted");
            });
  }

  @Test
  void doesNotAskAgainForWhomThereIsNot() throws Exception {
    var server =
        server(
            SmtpScript.knowing()
                .on(
                    "RCPT",
                    (address, session) ->
                        address.startsWith("ada.b") ? "450 4.2.0 Later" : SmtpScript.UNKNOWN));
    var pending = (Answer.Pending) internet.finder().ask(find("Ada", "Byron", "acme.test"));
    int before = server.lines("RCPT").size();
    // A pattern that has been learnt in between changes the order, and not what is known.
    internet.patterns.learn("acme.test", AddressPattern.LAST_DASH_FIRST);
    internet.finder().ask(find("Ada", "Byron", "acme.test", pending.ticket()));
    assertThat(server.lines("RCPT").subList(before, server.lines("RCPT").size()))
        .containsExactly("RCPT TO:<ada.byron@acme.test>", "RCPT TO:<ada.b@acme.test>");
  }

  @Test
  void takesNobodyElseForSomebodyWhoIsPostponed() throws Exception {
    server(
        SmtpScript.knowing("abyron@acme.test", "ada.byron@acme.test")
            .on(
                "RCPT",
                (address, session) ->
                    switch (address) {
                      case "ada.byron@acme.test" -> "450 4.7.1 Greylisted";
                      case "abyron@acme.test" -> ACCEPTED;
                      default -> SmtpScript.UNKNOWN;
                    }));
    assertThat(internet.finder().ask(find("Ada", "Byron", "acme.test")))
        .isInstanceOf(Answer.Pending.class);
    assertThat(internet.patterns.of("acme.test")).isEmpty();
  }

  @Test
  void neverCallsAddressesOfAPossibleCatchAllDeliverable() throws Exception {
    server(
        SmtpScript.knowing()
            .on(
                "RCPT",
                (address, session) -> address.startsWith("x") ? "450 4.7.1 Later" : ACCEPTED));
    assertThat(internet.finder().ask(find("Ada", "Byron", "acme.test")))
        .isInstanceOf(Answer.Pending.class);
    assertThat(internet.finder().ask(verify("ada@acme.test"))).isInstanceOf(Answer.Pending.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gmail.com", "mailinator.com", "nonsense", "127.0.0.1"})
  void looksForNobodyWhereNobodyWorks(String domain) throws Exception {
    acme(SmtpScript.knowing());
    assertThat(internet.finder().ask(find("Ada", "Byron", domain))).isEqualTo(Answer.NOT_FOUND);
    assertThat(internet.finder().ask(find("Ada", "Byron", null))).isEqualTo(Answer.NOT_FOUND);
    assertThat(internet.finder().ask(find("…", "", "acme.test"))).isEqualTo(Answer.NOT_FOUND);
    assertThat(internet.dns.questions()).isEmpty();
  }

  @Test
  void takesNoOfficeForAPerson() throws Exception {
    server(SmtpScript.knowing("sales@acme.test", "hr@acme.test"));
    assertThat(internet.finder().ask(find("Sales", "Rep", "acme.test")))
        .isEqualTo(Answer.NOT_FOUND);
    assertThat(internet.finder().ask(find("Horst", "Rot", "acme.test")))
        .isEqualTo(Answer.NOT_FOUND);
  }

  @Test
  void readsInternationalDomains() throws Exception {
    internet.exchanger(
        "xn--mller-kva.test", "127.0.0.2", SmtpScript.knowing("ada@xn--mller-kva.test"));
    assertThat(internet.finder().ask(find("Ada", "Byron", "Müller.test")))
        .isEqualTo(found("ada@xn--mller-kva.test", EmailStatus.DELIVERABLE));
  }

  @Test
  void spreadsManyRecipientsOverSessions() throws Exception {
    var server = server(SmtpScript.knowing());
    assertThat(internet.finder().ask(find("Jean-Pierre", "Dupont", "acme.test")))
        .isEqualTo(Answer.NOT_FOUND);
    assertThat(server.lines("RCPT")).hasSize(25);
    assertThat(server.connected()).isEqualTo(4);
    assertThat(server.lines("QUIT")).hasSize(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"421 4.7.0 Too many errors", "452 4.5.3 Too many recipients"})
  void goesOnAtOnceWhereASessionWasClosed(String fill) throws Exception {
    var server = server(SmtpScript.knowing("adab@acme.test").afterRecipients(3, fill));
    assertThat(internet.finder().ask(find("Ada", "Byron", "acme.test")))
        .isEqualTo(found("adab@acme.test", EmailStatus.DELIVERABLE));
    assertThat(server.connected()).isEqualTo(3);
  }

  @Test
  void hasOneSessionAtATimeWithAnExchanger() throws Exception {
    var server = server(SmtpScript.knowing());
    var finder = internet.finder();
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Answer>>();
      for (int i = 0; i < 20; i++) {
        answers.add(executor.submit(() -> finder.ask(verify("ada@acme.test"))));
      }
      for (var answer : answers) {
        assertThat(answer.get()).isEqualTo(new Answer.Verified(EmailVerdict.UNDELIVERABLE));
      }
    }
    assertThat(server.connected()).isEqualTo(20);
    assertThat(server.mostAtATime()).isEqualTo(1);
  }

  @Test
  void comesLaterWhileOthersAskTheSameExchanger() throws Exception {
    server(SmtpScript.knowing());
    var finder =
        internet.finder(
            internet.settings(Duration.ofSeconds(5), Duration.ofMinutes(1)), Duration.ofSeconds(5));
    finder.ask(verify("ada@acme.test"));
    for (var question : List.of(verify("ada@acme.test"), find("Ada", "Byron", "acme.test"))) {
      assertThat(finder.ask(question))
          .isInstanceOfSatisfying(
              Answer.Pending.class,
              pending -> assertThat(pending.askAgainAfter()).isEqualTo(Duration.ofMinutes(1)));
    }
  }

  @Test
  void goesOnLaterWhenItRunsOutOfTime() throws Exception {
    var slow = SmtpScript.knowing("ab@acme.test");
    server(
        slow.on(
            "RCPT",
            (address, session) -> {
              sleep(Duration.ofMillis(100));
              return slow.answer("RCPT TO:<" + address + ">", session);
            }));
    var finder =
        internet.finder(
            internet.settings(Duration.ofSeconds(5), Duration.ZERO), Duration.ofMillis(1500));
    var pending = (Answer.Pending) finder.ask(find("Ada", "Byron", "acme.test"));
    assertThat(pending.askAgainAfter()).isEqualTo(Duration.ofMinutes(1));
    var answer = (Answer) pending;
    while (answer instanceof Answer.Pending next) {
      answer = finder.ask(find("Ada", "Byron", "acme.test", next.ticket()));
    }
    assertThat(answer).isEqualTo(found("ab@acme.test", EmailStatus.DELIVERABLE));
  }

  @ParameterizedTest
  @ValueSource(strings = {SmtpScript.SILENCE, SmtpScript.DRIP})
  void keepsToItsTime(String tarpit) throws Exception {
    server(SmtpScript.knowing().on("EHLO", tarpit));
    var finder =
        internet.finder(
            internet.settings(Duration.ofSeconds(60), Duration.ZERO), Duration.ofSeconds(1));
    var start = System.nanoTime();
    assertThatThrownBy(() -> finder.ask(find("Ada", "Byron", "acme.test")))
        .isInstanceOfSatisfying(
            ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.NOT_YET));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void saysItAllAgainUnderTls() throws Exception {
    var server = server(SmtpScript.knowing("ada.byron@acme.test").offeringTls());
    assertThat(internet.finder().ask(verify("ada.byron@acme.test")))
        .isEqualTo(new Answer.Verified(EmailVerdict.DELIVERABLE));
    assertThat(server.lines())
        .startsWith(
            "EHLO mail.ours.test", "STARTTLS", "EHLO mail.ours.test", "MAIL FROM:<" + SENDER + ">");
  }

  @Test
  void believesNothingThatWasSaidBeforeTls() throws Exception {
    var server =
        server(
            SmtpScript.knowing()
                .offeringTls()
                .on("STARTTLS", "220 2.0.0 Ready\r\n250 mx.test\r\n250 Ok\r\n250 Ok\r\n250 Ok"));
    assertThat(internet.finder().ask(verify("ada.byron@acme.test")))
        .isEqualTo(new Answer.Verified(EmailVerdict.UNDELIVERABLE));
    assertThat(server.connected()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {SmtpScript.SILENCE, SmtpScript.DRIP})
  void doesWithoutATlsThatDoesNotCome(String tarpit) throws Exception {
    server(SmtpScript.knowing("ada@acme.test").offeringTls().on("STARTTLS", tarpit));
    var finder =
        internet.finder(
            internet.settings(Duration.ofSeconds(1), Duration.ZERO), Duration.ofSeconds(20));
    assertThat(finder.ask(verify("ada@acme.test")))
        .isEqualTo(new Answer.Verified(EmailVerdict.DELIVERABLE));
  }

  @ParameterizedTest
  @CsvSource({
    "'',UNDELIVERABLE",
    "nobody,UNDELIVERABLE",
    "two..dots@acme.test,UNDELIVERABLE",
    "ada@localhost,UNDELIVERABLE",
    "ada@[127.0.0.1],UNDELIVERABLE",
    "ada>@acme.test,UNDELIVERABLE",
    "'\"ada byron\"@acme.test',UNKNOWN",
    "дa@acme.test,UNKNOWN",
  })
  void verifiesNoAddressThatItCannotSay(String email, EmailVerdict verdict) throws Exception {
    acme(SmtpScript.accepting(address -> true));
    assertThat(internet.finder().ask(verify(email))).isEqualTo(new Answer.Verified(verdict));
    assertThat(internet.dns.questions()).isEmpty();
  }

  @Test
  void saysNothingButAddresses() throws Exception {
    var server = server(SmtpScript.accepting(address -> true));
    internet.finder().ask(verify("ada@acme.test>\r\nDATA\r\n<a@acme.test"));
    internet.finder().ask(find("Ada\r\nDATA", "By<ron>", "acme.test\r\nDATA"));
    assertThat(server.lines()).doesNotContain("DATA");
  }

  @Test
  void refusesTicketsOfOthers() throws IOException {
    var finder = acme(SmtpScript.knowing()).finder();
    for (var question :
        List.of(find("Ada", "Byron", "acme.test", "job-17"), verify("ada@acme.test", "job-17"))) {
      assertThatThrownBy(() -> finder.ask(question))
          .isInstanceOfSatisfying(
              ProviderException.class,
              e -> {
                assertThat(e.kind()).isEqualTo(Kind.REFUSED);
                assertThat(e.reason()).isEqualTo("ticket_unreadable");
              });
    }
  }

  @Test
  void refusesWhatItDoesNotOffer() throws IOException {
    var finder = acme(SmtpScript.knowing()).finder();
    var question =
        new Question(Capability.PHONE, "Ada", "Byron", null, null, null, List.of(), null, null);
    assertThatThrownBy(() -> finder.ask(question)).isInstanceOf(ProviderException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "nobody,mail.ours.test",
    "a@b.test,",
    "a@b.test,'mail ours'",
    "'a@b.test>\r\n',m.test"
  })
  void refusesSettingsThatNobodyCanSay(String mailFrom, String helo) {
    assertThatThrownBy(() -> EmailFinder.Settings.of(mailFrom, helo == null ? "" : helo))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void canAskInNobodysName() {
    assertThat(EmailFinder.Settings.of("", "[192.0.2.1]").mailFrom()).isEmpty();
  }

  private TestInternet acme(SmtpScript script) throws IOException {
    internet.exchanger("acme.test", "127.0.0.2", script);
    return internet;
  }

  private SmtpServer server(SmtpScript script) throws IOException {
    return internet.exchanger("acme.test", "127.0.0.2", script);
  }

  private static Answer found(String email, EmailStatus status) {
    return new Answer.Found(Findings.ofEmail(email, status));
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
