package enrichment.providers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.Question;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.ProvidersFile;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A vendor that answers later is not waited for for ever, though nobody remembers it. */
@Timeout(30)
class PollingTest {

  private static final Instant SUBMITTED = Instant.ofEpochSecond(1_768_000_000);

  private final List<AutoCloseable> opened = new ArrayList<>();
  private Instant now = SUBMITTED;

  @AfterEach
  void closeAll() throws Exception {
    for (var closeable : opened) {
      closeable.close();
    }
  }

  @Test
  void remembersInTheTicketWhenTheQuestionWasPut() throws Exception {
    var answer = provider("{status: 200, body: {id: 'a:b'}}").ask(question(null));
    assertThat(answer).isEqualTo(new Answer.Pending("1768000000:a:b", Duration.ofSeconds(5)));
  }

  @Test
  void asksAgainWithTheSameTicket() throws Exception {
    now = SUBMITTED.plusSeconds(60);
    var answer = provider("{status: 202}").ask(question("1768000000:a:b"));
    assertThat(answer).isEqualTo(new Answer.Pending("1768000000:a:b", Duration.ofSeconds(5)));
  }

  @Test
  void isInDoubtWhenItHasWaitedLongEnough() {
    now = SUBMITTED.plusSeconds(61);
    assertFails("{status: 202}", Kind.IN_DOUBT, "given_up");
    assertFails("{status: 429}", Kind.IN_DOUBT, "given_up");
    assertFails("{status: 500}", Kind.IN_DOUBT, "given_up");
    assertFails("{never: true}", Kind.IN_DOUBT, "given_up");
  }

  @Test
  void takesAnAnswerHoweverLateItIs() throws Exception {
    now = SUBMITTED.plus(Duration.ofDays(3));
    var answer = provider("{status: 200, body: {email: null}}").ask(question("1768000000:a"));
    assertThat(answer).isEqualTo(Answer.NOT_FOUND);
    assertFails("{status: 401}", Kind.KEY_REFUSED, "http_401");
  }

  @Test
  void isNeverInDoubtWhileItWaits() {
    assertFails("{never: true}", Kind.UNAVAILABLE, "timeout");
    assertFails("{status: 500}", Kind.UNAVAILABLE, "http_500");
    assertFails("{status: 429}", Kind.BUSY, "http_429");
  }

  @Test
  void refusesTicketsThatItHasNotGiven() {
    for (var ticket : List.of("", "a", ":a", "x:a", "1768000000:", "99999999999999:a")) {
      var failure = failure(provider(), question(ticket));
      assertThat(failure.kind()).isEqualTo(Kind.REFUSED);
      assertThat(failure.reason()).isEqualTo("unknown_ticket");
    }
  }

  private void assertFails(String answer, Kind kind, String reason) {
    var failure = failure(provider(answer), question("1768000000:a:b"));
    assertThat(failure.kind()).isEqualTo(kind);
    assertThat(failure.reason()).isEqualTo(reason);
  }

  private static ProviderException failure(Provider provider, Question question) {
    return catchThrowableOfType(ProviderException.class, () -> provider.ask(question));
  }

  private Provider provider(String... answers) {
    var script =
        Stream.of(answers)
            .map(answer -> SuiteYaml.parse("{request: {path: /x}, answer: " + answer + "}"))
            .toList();
    var stub = new StubVendor(script);
    var client = new VendorClient(stub::redirect);
    opened.add(client);
    opened.add(stub);
    Map<String, ProviderKind> kinds =
        Map.of(
            "http",
            new HttpKind(client, () -> now),
            "directory",
            ProviderKind.of(new NobodyKnown()));
    var file =
        """
        waterfall: {email: [slow]}
        providers:
          slow:
            source: https://slow.example/docs
            finds: [email]
            timeout: 300ms
            request: {url: https://slow.example/x}
            answer: {email: .email}
            poll:
              ticket: .id
              request: {url: "https://slow.example/x/{ticket}"}
              every: 5s
              at_most: 60s
        """;
    return ProvidersFile.read("slow.yaml", file, Map.of(), kinds).provider("slow").orElseThrow();
  }

  private static Question question(@Nullable String ticket) {
    return new Question(
        Capability.EMAIL, "Ada", "Lovelace", null, null, null, List.of(), null, ticket);
  }
}
