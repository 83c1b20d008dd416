package enrichment.providers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import enrichment.providers.Capability;
import java.util.List;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in a file is told with its place, in words that help. */
class MistakesTest {

  private static final String SOUND =
      """
      waterfall: {email: [acme]}
      providers:
        acme:
          source: https://acme.example/docs
          finds: [email]
          key: $ACME_KEY
          request:
            url: https://api.acme.example/find
            headers: {X-Key: "{key}"}
          answer: {email: .email}
      """;

  @Test
  void theExampleIsSound() {
    assertThat(TestFiles.read(SOUND).chain(Capability.EMAIL)).isEmpty();
    assertThat(TestFiles.read(SOUND).skipped()).hasSize(1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void isToldWithItsPlace(String told, String text) {
    assertThat(problems(text)).containsExactly("providers.yaml:" + told);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        // The file as YAML.
        file("1:1: is empty", ""),
        file("1:1: is empty", "# nothing\n"),
        file("1:1: the file must be a mapping", "- a\n"),
        file(
            "2:5: this is no YAML: mapping values are not allowed here",
            "waterfall: {}\na: b: c\n"),
        file("1:12: this is no YAML: found undefined alias nobody", "waterfall: *nobody\n"),
        file("1:12: an alias stands within what it stands for", "waterfall: &a {*a : 1}\n"),
        file("1:12: tags such as !this are not known", "waterfall: !file {}\n"),
        file("2:1: waterfall is there already, in line 1", "waterfall: {}\nwaterfall: {}\n"),
        file("1:13: waterfall must have keys that are text", "waterfall: {[a]: b}\n"),
        // Who is asked for what.
        file("1:1: waterfall is required", "domains: [directory]\n"),
        file(
            "2:1: providrs is not known; did you mean providers?", "waterfall: {}\nprovidrs: {}\n"),
        file("2:1: mail is not known", "waterfall: {}\nmail: {}\n"),
        file("1:12: waterfall must be a mapping", "waterfall: [hunter]\n"),
        file(
            "1:13: waterfall.mail is not known; did you mean email?",
            "waterfall: {mail: [hunter]}\n"),
        file("1:20: waterfall.email must be a list", "waterfall: {email: hunter}\n"),
        file("1:20: waterfall.email names nobody", "waterfall: {email: []}\n"),
        file("1:21: waterfall.email must be text", "waterfall: {email: [{a: b}]}\n"),
        file("1:21: waterfall.email must be text", "waterfall: {email: [~]}\n"),
        file("1:29: waterfall.email names hunter twice", "waterfall: {email: [hunter, hunter]}\n"),
        file(
            "1:21: waterfall.email names huntr, which is not known; did you mean hunter?",
            "waterfall: {email: [huntr]}\n"),
        file("1:21: waterfall.email names zz, which is not known", "waterfall: {email: [zz]}\n"),
        file(
            "1:21: waterfall.email names http, which is not known", "waterfall: {email: [http]}\n"),
        file(
            "1:21: waterfall.phone names hunter, which finds email",
            "waterfall: {phone: [hunter]}\n"),
        file(
            "2:16: verification names hunter, which finds email",
            "waterfall: {}\nverification: [hunter]\n"),
        file(
            "2:11: domains names scripted, which finds email and verifies emails",
            "waterfall: {}\ndomains: [scripted]\nproviders: {scripted: {greeting: hello}}\n"),
        // Providers.
        file("2:12: providers must be a mapping", "waterfall: {}\nproviders: []\n"),
        file("2:19: providers.acme must be a mapping", "waterfall: {}\nproviders: {acme: x}\n"),
        file(
            "2:21: providers.Acme_1 must be named in at most 40 of a-z, 0-9 and -",
            "waterfall: {}\nproviders: {Acme_1: {like: hunter}}\n"),
        file(
            "2:26: providers.acme.like names no ready-made definition; did you mean hunter?",
            "waterfall: {}\nproviders: {acme: {like: hunted, kind: scripted, greeting: hi}}\n"),
        file(
            "2:26: providers.acme.kind is no kind of provider that is known; did you mean"
                + " scripted?",
            "waterfall: {}\nproviders: {acme: {kind: script}}\n"),
        file(
            "2:25: providers.directory.rate is not known",
            "waterfall: {}\nproviders: {directory: {rate: 1/s}}\n"),
        file(
            "2:19: providers.acme cannot be another directory",
            "waterfall: {}\nproviders: {acme: {kind: directory}}\n"),
        file("1:21: providers.scripted.greeting is required", "waterfall: {email: [scripted]}\n"),
        file(
            "2:28: providers.hunter.rate must be a rate such as 10/s, not '10'",
            "waterfall: {}\nproviders: {hunter: {rate: 10}}\n"),
        // Definitions.
        without("4:5: providers.acme.source is required", "source"),
        without("4:5: providers.acme.finds is required", "finds"),
        changed(
            "4:13: providers.acme.source must be the address of the vendor's documentation, not"
                + " 'the web'",
            "source",
            "the web"),
        changed("5:12: providers.acme.finds must be a list", "finds", "email"),
        changed("5:12: providers.acme.finds names nothing", "finds", "[]"),
        changed(
            "5:13: providers.acme.finds[0] must be one of email, phone, personal_email,"
                + " verification, domain, not 'mail'",
            "finds",
            "[mail]"),
        changed("5:20: providers.acme.finds[1] is there already", "finds", "[email, email]"),
        changed(
            "5:12: providers.acme.finds must name verification and domain each alone",
            "finds",
            "[email, verification]"),
        added("11:5: providers.acme.timout is not known; did you mean timeout?", "timout: 10s"),
        added(
            "11:14: providers.acme.timeout must be a duration such as 10s, not 'ten'",
            "timeout: ten"),
        added("11:14: providers.acme.timeout must be from 1ms to 10m", "timeout: 1h"),
        added("11:14: providers.acme.timeout must be a duration such as 10s", "timeout: [10s]"),
        added(
            "11:15: providers.acme.attempts must be a whole number from 1 to 20, not '0'",
            "attempts: 0"),
        added("11:11: providers.acme.rate must be a rate such as 10/s, not '0/s'", "rate: 0/s"),
        added(
            "11:18: providers.acme.concurrency must be a whole number from 1 to 10000, not 'all'",
            "concurrency: all"),
        added("11:11: providers.acme.cost must be a mapping", "cost: 1"),
        added(
            "11:17: providers.acme.cost.hit must be an amount such as 0.05, not '-1'",
            "cost: {hit: -1}"),
        added("11:12: providers.acme.cost.hits is not known; did you mean hit?", "cost: {hits: 1}"),
        added(
            "11:17: providers.acme.repeatable must be true or false, not 'yes'", "repeatable: yes"),
        added(
            "11:14: providers.acme.needs[0][0] must be one of first_name, last_name, full_name,"
                + " domain, company_name, linkedin_url, email, not 'surname'",
            "needs: [[surname]]"),
        added("11:13: providers.acme.needs[0] must be a list", "needs: [domain]"),
        // Keys.
        changed(
            "6:10: providers.acme.key must be the name of an environment variable, such as"
                + " $ACME_API_KEY",
            "key",
            "sk_live_51Habcdef"),
        file(
            "9:44: providers.acme.request.headers.X-Api-Key looks like a key that is written down;"
                + " name its environment variable under key, and write {key} here",
            SOUND.replace("{X-Key: \"{key}\"}", "{X-Key: \"{key}\", X-Api-Key: abc}")),
        file(
            "6:10: providers.acme.key is used nowhere: a request has to say {key}",
            SOUND.replace("{X-Key: \"{key}\"}", "{}")),
        file(
            "8:24: providers.acme.request.headers.X-Key has the placeholder {key}, which stands for"
                + " nothing there; those that do: first_name, last_name, full_name, domain,"
                + " company_name, linkedin_url, country_codes",
            SOUND.replace("    key: $ACME_KEY\n", "")),
        request(
            "9:30: providers.acme.request.body.auth.api_key looks like a key that is written down;"
                + " name its environment variable under key, and write {key} here",
            "url: https://x.example/\nbody: {auth: {api_key: abc}}"),
        added("11:13: providers.acme.needs[0] names nothing", "needs: [[]]"),
        // Requests.
        without("4:5: providers.acme.request is required", "request"),
        request("8:7: providers.acme.request.url is required", "body: {}"),
        request(
            "8:12: providers.acme.request.url must be an address such as"
                + " https://api.example.com/v1/people, not 'api.acme.example'",
            "url: api.acme.example"),
        request(
            "8:12: providers.acme.request.url must be an address such as"
                + " https://api.example.com/v1/people, not 'https://{domain}/'",
            "url: 'https://{domain}/'"),
        request(
            "8:12: providers.acme.request.url must be an address such as"
                + " https://api.example.com/v1/people, not 'https://x.example/?q={domain}'",
            "url: 'https://x.example/?q={domain}'"),
        request(
            "8:12: providers.acme.request.url must be an address such as"
                + " https://api.example.com/v1/people, not 'https://me@x.example/'",
            "url: 'https://me@x.example/'"),
        request(
            "8:12: providers.acme.request.url has the placeholder {name}, which stands for nothing"
                + " there; those that do: key, first_name, last_name, full_name, domain,"
                + " company_name, linkedin_url, country_codes",
            "url: 'https://x.example/{name}'"),
        request(
            "9:19: providers.acme.request.query.to has the placeholder {email}, which stands for"
                + " nothing there; those that do: key, first_name, last_name, full_name, domain,"
                + " company_name, linkedin_url, country_codes",
            "url: https://x.example/\nquery: {to: '{email}'}"),
        request(
            "9:15: providers.acme.request.method must be GET, POST or PUT, not 'FETCH'",
            "url: https://x.example/\nmethod: FETCH"),
        request(
            "9:15: providers.acme.request.method must be POST or PUT, since there is a body",
            "url: https://x.example/\nmethod: GET\nbody: {a: b}"),
        request(
            "8:7: providers.acme.request has both a body and a form",
            "url: https://x.example/\nform: {a: b}\nbody: {a: b}"),
        request(
            "9:18: providers.acme.request.query.q must be text",
            "url: https://x.example/\nquery: {q: [a, b]}"),
        file(
            "9:49: providers.acme.request.headers.Content-Length is not a definition's to set",
            SOUND.replace("\"{key}\"}", "\"{key}\", Content-Length: 1}")),
        file(
            "9:38: providers.acme.request.headers.X Y is no name of a header",
            SOUND.replace("\"{key}\"}", "\"{key}\", X Y: 1}")),
        // Answers.
        without("4:5: providers.acme.answer is required", "answer"),
        changed("10:13: providers.acme.answer.email is required", "answer", "{}"),
        changed(
            "10:21: providers.acme.answer.email is no jq expression (every if needs its else)",
            "answer",
            "{email: '.data['}"),
        changed(
            "10:21: providers.acme.answer.email is no jq expression (every if needs its else)",
            "answer",
            "{email: 'if .a then .b end'}"),
        changed(
            "10:21: providers.acme.answer.email cannot work: Function lower/0 does not exist",
            "answer",
            "{email: '.email | lower'}"),
        changed(
            "10:14: providers.acme.answer.mail is not known; did you mean email?",
            "answer",
            "{mail: .mail, email: .email}"),
        added(
            "11:13: providers.acme.means[0] needs a status, or a condition under when, or both",
            "means: [{means: not_found}]"),
        added("11:13: providers.acme.means[0].means is required", "means: [{status: 404}]"),
        added(
            "11:34: providers.acme.means[0].means must be one of found, not_found, pending, busy,"
                + " unavailable, not_yet, in_doubt, refused, key_refused, quota_exhausted, not 'missing'",
            "means: [{status: 404, means: missing}]"),
        added(
            "11:22: providers.acme.means[0].status must be a status from 200 to 599, not '44'",
            "means: [{status: 44, means: not_found}]"),
        added(
            "4:5: providers.acme means pending, and has no poll to ask again",
            "means: [{status: 202, means: pending}]"),
        // Polls, checks, types.
        added(
            "11:11: providers.acme.poll.ticket is required",
            "poll: {request: {url: 'https://x.example/{ticket}'}}"),
        added(
            "11:11: providers.acme.poll never says {ticket}, so it asks about nothing",
            "poll: {ticket: .id, request: {url: 'https://x.example/'}}"),
        added(
            "11:11: providers.acme.poll asks again later than it waits: every is longer than"
                + " at_most",
            "poll: {ticket: .id, every: 1m, at_most: 1s, request: {url:"
                + " 'https://x.example/{ticket}'}}"),
        added("11:12: providers.acme.check.request is required", "check: {credits: .left}"),
        added(
            "11:28: providers.acme.check.request.url has the placeholder {domain}, which stands for"
                + " nothing there; those that do: key",
            "check: {request: {url: 'https://x.example/{domain}'}}"),
        added(
            "11:22: providers.acme.by_type.phone is of no use: finds does not name phone",
            "by_type: {phone: {cost: {hit: 2}}}"),
        added(
            "11:15: providers.acme.by_type.mail is not known; did you mean email?",
            "by_type: {mail: {}}"),
        added(
            "11:23: providers.acme.by_type.email.timeout is not known",
            "by_type: {email: {timeout: 1s}}"));
  }

  @Test
  void areToldAllAtOnceInTheOrderOfTheFile() {
    var text =
        """
        verification: [hunter]
        waterfall: {phone: [hunter, nobody], email: [acme]}
        providers:
          acme: {finds: [email], timeout: ten, answer: {email: '.a['}, colour: red}
        """;
    assertThat(problems(text))
        .hasSize(8)
        .startsWith("providers.yaml:1:16: verification names hunter, which finds email")
        .isSortedAccordingTo((one, other) -> one.split(":")[1].compareTo(other.split(":")[1]));
  }

  @Test
  void neverQuoteAKey() {
    var text = SOUND.replace("$ACME_KEY", "sk_live_1").replace("\"{key}\"", "sk_live_2");
    assertThat(problems(text)).isNotEmpty().noneMatch(line -> line.contains("sk_live"));
  }

  @Test
  void ofTooManyAliasesAreTold() {
    var text = new StringBuilder("waterfall: {}\na0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (var i = 1; i < 9; i++) {
      text.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    assertThat(problems(text.toString())).hasSize(1);
  }

  private static List<String> problems(String text) {
    var refusal =
        catchThrowableOfType(InvalidProvidersFileException.class, () -> TestFiles.read(text));
    assertThat(refusal).as(text).isNotNull().hasMessage(String.join("\n", refusal.problems()));
    return refusal.problems();
  }

  private static Arguments file(String told, String text) {
    return Arguments.of(told, text);
  }

  private static Arguments added(String told, String line) {
    return file(told, SOUND + "    " + line + "\n");
  }

  private static Arguments changed(String told, String key, String value) {
    return file(told, SOUND.replaceFirst("    " + key + ": .*", "    " + key + ": " + value));
  }

  private static Arguments without(String told, String key) {
    return file(told, SOUND.replaceFirst("    " + key + ":.*\n(      .*\n)*", ""));
  }

  private static Arguments request(String told, String lines) {
    return file(
        told, SOUND.replaceFirst("      url: .*\n", Matcher.quoteReplacement(lines.indent(6))));
  }
}
