package enrichment.providers.http;

import static org.assertj.core.api.Assertions.assertThat;

import enrichment.providers.Capability;
import enrichment.providers.Question;
import enrichment.providers.config.ProviderDraft;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.ProvidersFile;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Whatever is put in place of a placeholder stays where it was put. */
class RequestTemplateTest {

  @Test
  void encodesSegmentsOfAPath() {
    var url = "{url: 'https://x.example/v1/{company_name}/{last_name}.json'}";
    assertThat(uri(url, of("Ada", "Love/lace?#%").company("a b+c&d=é")))
        .isEqualTo("https://x.example/v1/a%20b%2Bc%26d%3D%C3%A9/Love%2Flace%3F%23%25.json");
  }

  @Test
  void asksNothingWhereAPathHasNoValue() {
    assertThat(filled("{url: 'https://x.example/{company_name}'}", of("Ada", "L"))).isEmpty();
    assertThat(filled("{url: 'https://x.example/{company_name}'}", of("Ada", "L").company(" ")))
        .isEmpty();
  }

  @Test
  void leadsNowhereElse() {
    for (var name : List.of(".", "..")) {
      assertThat(
              filled("{url: 'https://x.example/v1/{company_name}/x'}", of("A", "L").company(name)))
          .isEmpty();
    }
    assertThat(uri("{url: 'https://x.example/{company_name}'}", of("A", "L").company("../x@y:z")))
        .isEqualTo("https://x.example/..%2Fx%40y%3Az");
  }

  @Test
  void encodesAQuery() {
    assertThat(
            uri(
                "{url: 'https://x.example/?v=1', query: {q: '{full_name}', n: 3, k: '{key}'}}",
                of("Ada & Bob", "=#")))
        .isEqualTo("https://x.example/?v=1&q=Ada%20%26%20Bob%20%3D%23&n=3&k=k%3D1");
  }

  @Test
  void leavesOutParametersWithoutAValue() {
    var url = "https://x.example/people";
    var query = "{a: '{domain}', b: 'at {company_name}', c: '{country_codes}'}";
    assertThat(uri("{url: '" + url + "', query: " + query + "}", of("Ada", "L"))).isEqualTo(url);
  }

  @Test
  void joinsCountryCodes() {
    assertThat(
            uri(
                "{url: https://x.example, query: {in: '{country_codes}'}}",
                of("Ada", "L").countries("FR", "BE")))
        .isEqualTo("https://x.example?in=FR%2CBE");
  }

  @Test
  void putsNoHeaderIntoAHeader() {
    var request =
        filled(
                "{url: https://x.example, headers: {X-Name: '{full_name}!', X-In: '{domain}'}}",
                of("Ada\r\nX-Evil: 1", "L\n\n\u0000\u0085b"))
            .orElseThrow();
    assertThat(request.headers()).containsExactly(Map.entry("X-Name", "Ada X-Evil: 1 L b!"));
  }

  @Test
  void writesJsonAsJson() {
    assertThat(
            body(
                """
                url: https://x.example
                body:
                  text: 'Dear "{first_name}"'
                  fixed: {yes: no, number: 1.50, whole: 007, null: null, flag: true, list: [], map: {}}
                  codes: '{country_codes}'
                  codes_as_text: 'in {country_codes}'
                  braces: '{ first_name }'
                """,
                of("A\"\n\u0001", "L").countries("FR", "BE")))
        .isEqualTo(
            "{\"text\":\"Dear \\\"A\\\"\\n\\u0001\\\"\",\"fixed\":{\"yes\":\"no\",\"number\":1.50,"
                + "\"whole\":\"007\",\"null\":null,\"flag\":true,\"list\":[],\"map\":{}},"
                + "\"codes\":[\"FR\",\"BE\"],\"codes_as_text\":\"in FR,BE\","
                + "\"braces\":\"{ first_name }\"}");
  }

  @Test
  void leavesOutWhatBecomesEmpty() {
    var body =
        "{a: [{b: '{domain}'}, ['{email}']], c: {d: {e: '{company_name}'}}, f: '{last_name}'}";
    assertThat(body("{url: https://x.example, body: " + body + "}", of("Ada", "L")))
        .isEqualTo("{\"f\":\"L\"}");
    assertThat(body("{url: https://x.example, body: {a: '{domain}'}}", of("Ada", "L")))
        .isEqualTo("{}");
  }

  @Test
  void replacesNoPlaceholderThatAValueBrings() {
    assertThat(body("{url: https://x.example, body: ['{first_name}']}", of("{key}", "L")))
        .isEqualTo("[\"{key}\"]");
  }

  @Test
  void encodesAForm() {
    assertThat(
            body(
                "{url: https://x.example, form: {name: '{full_name}', in: '{domain}'}}",
                of("A&b=c", "d+é")))
        .isEqualTo("name=A%26b%3Dc%20d%2B%C3%A9");
  }

  @Test
  void tellsNobodyWhatItSays() {
    var request = filled("{url: 'https://x.example/{last_name}'}", of("Ada", "Lovelace"));
    assertThat(request.orElseThrow()).hasToString("VendorRequest");
    assertThat(of("Ada", "Lovelace").values()).hasToString("Values");
  }

  private static String uri(String yaml, Person person) {
    return filled(yaml, person).orElseThrow().uri().toString();
  }

  private static String body(String yaml, Person person) {
    return filled(yaml, person).orElseThrow().body();
  }

  private static Optional<VendorRequest> filled(String yaml, Person person) {
    var read = new AtomicReference<RequestTemplate>();
    ProviderKind reader =
        (name, settings) -> {
          settings
              .group("request")
              .flatMap(request -> RequestReader.read(request, EnumSet.allOf(Placeholder.class)))
              .ifPresent(read::set);
          return new ProviderDraft(Set.of(Capability.EMAIL), NobodyKnown::new);
        };
    var file = "waterfall: {email: [x]}\nproviders:\n  x:\n    request:\n" + yaml.indent(6);
    var directory = ProviderKind.of(new NobodyKnown());
    ProvidersFile.read("x.yaml", file, Map.of(), Map.of("http", reader, "directory", directory));
    return read.get().fill(person.values());
  }

  private static Person of(String firstName, String lastName) {
    return new Person(firstName, lastName, null, List.of());
  }

  private record Person(
      String firstName, String lastName, @Nullable String company, List<String> countries) {

    Person company(String name) {
      return new Person(firstName, lastName, name, countries);
    }

    Person countries(String... codes) {
      return new Person(firstName, lastName, company, List.of(codes));
    }

    Values values() {
      return new Values(
          "k=1",
          new Question(
              Capability.EMAIL, firstName, lastName, null, company, null, countries, null, null),
          null);
    }
  }
}
