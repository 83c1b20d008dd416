package enrichment.providers.http;

import static enrichment.providers.http.SuiteYaml.MAPPER;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.KeyCheck;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.Question;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.ProvidersFile;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor answers to what, and what is to be made of it.
 *
 * <p>A suite has a {@code key}, a {@code question} and {@code cases}. A case may replace fields of
 * the question, has the {@code exchanges} with the vendor in order (the {@code request} that must
 * come, the {@code answer} that it gets), and the outcome to {@code expect} of the last answer: a
 * provider is asked again while its answer is pending and exchanges are left. Under {@code check}
 * are the cases of the call that checks the key.
 *
 * @param vendor the name of the definition
 * @param definition null for a ready-made one
 */
record Suite(String vendor, @Nullable JsonNode definition, JsonNode content) {

  private static final String QUICK = "300ms";
  private static final String PATIENT = "3s";

  /** The names of the cases that it has, and of those that can be made of a hit. */
  List<String> cases() {
    var names = new ArrayList<String>();
    content.path("cases").fieldNames().forEachRemaining(names::add);
    content.path("check").fieldNames().forEachRemaining(name -> names.add("check " + name));
    names.add("malformed");
    names.add("slow");
    return names;
  }

  /** What is wrong in that case; empty when it is as the suite says. */
  String run(String name) {
    return switch (name) {
      case "malformed" ->
          ask(changedHit("{\"status\": 200, \"text\": \"{\\\"data\\\": [\"}", "refused"), null);
      case "slow" -> {
        var slow = changedHit("{\"never\": true}", "in_doubt");
        var quick = ask(slow, QUICK);
        // A machine that has much else to do may not even connect in so short a time.
        yield quick.isEmpty() ? quick : ask(slow, PATIENT);
      }
      default ->
          name.startsWith("check ")
              ? check(content.path("check").path(name.substring(6)))
              : ask(content.path("cases").path(name), null);
    };
  }

  private JsonNode changedHit(String answer, String outcome) {
    var hit = (ObjectNode) content.at("/cases/hit").deepCopy();
    var exchange = (ObjectNode) hit.at("/exchanges/0").deepCopy();
    exchange.set("answer", SuiteYaml.parse(answer));
    hit.putArray("exchanges").add(exchange);
    hit.putObject("expect").put("outcome", outcome);
    return hit;
  }

  private String ask(JsonNode scripted, @Nullable String timeout) {
    var question = question(scripted);
    try (var stub = stub(scripted);
        var client = new VendorClient(stub::redirect)) {
      var outcome = ask(provider(question.capability(), client, timeout), question, stub);
      return verdict(stub, scripted.path("expect"), outcome);
    }
  }

  private static JsonNode ask(Provider provider, Question question, StubVendor stub) {
    try {
      var answer = provider.ask(question);
      while (answer instanceof Answer.Pending pending && !stub.isDone()) {
        answer = provider.ask(withTicket(question, pending.ticket()));
      }
      return Outcomes.of(Answer.checked(answer), question.capability());
    } catch (ProviderException e) {
      return Outcomes.of(e);
    }
  }

  private String check(JsonNode scripted) {
    try (var stub = stub(scripted);
        var client = new VendorClient(stub::redirect)) {
      var type = content.at("/question/type").asText();
      return verdict(
          stub,
          scripted.path("expect"),
          written(provider(capability(type), client, null).checkKey()));
    }
  }

  private static JsonNode written(KeyCheck check) {
    var written =
        MAPPER.createObjectNode().put("state", check.state().name().toLowerCase(Locale.ROOT));
    if (check.state() == KeyCheck.State.VALID && check.detail() != null) {
      written.put("credits", check.detail().replaceFirst(" left$", ""));
    }
    return written;
  }

  private static StubVendor stub(JsonNode scripted) {
    var exchanges = new ArrayList<JsonNode>();
    scripted.path("exchanges").forEach(exchanges::add);
    return new StubVendor(exchanges);
  }

  /** Statuses that are left out are not compared; whatever else there is must be as expected. */
  private static String verdict(StubVendor stub, JsonNode expected, JsonNode outcome) {
    var complaints = new ArrayList<>(stub.complaints());
    if (!stub.isDone()) {
      complaints.add("not all requests of the suite were sent");
    }
    var compared = (ObjectNode) outcome.deepCopy();
    for (var status : List.of("email_status", "personal_email_status", "credits")) {
      if (!expected.has(status)) {
        compared.remove(status);
      }
    }
    if (!compared.equals(expected)) {
      complaints.add("the outcome is " + compared + ", not " + expected);
    }
    return complaints.stream().collect(Collectors.joining("\n"));
  }

  private Provider provider(Capability capability, VendorClient client, @Nullable String timeout) {
    var settings = MAPPER.createObjectNode();
    if (definition != null) {
      settings.setAll((ObjectNode) definition);
    }
    if (timeout != null) {
      settings.put("timeout", timeout);
    }
    var file = MAPPER.createObjectNode();
    var waterfall = file.putObject("waterfall");
    var chain =
        switch (capability) {
          case EMAIL_VERIFICATION -> file.putArray("verification");
          case COMPANY_DOMAIN -> file.putArray("domains");
          default -> waterfall.putArray(capability.name().toLowerCase(Locale.ROOT));
        };
    chain.add(vendor);
    file.putObject("providers").set(vendor, settings);
    return provider(file.toString(), client);
  }

  private Provider provider(String file, VendorClient client) {
    var kinds =
        Map.of(
            "http",
            new HttpKind(client, InstantSource.system()),
            "directory",
            ProviderKind.of(new NobodyKnown()));
    var keys =
        ProvidersFile.read(vendor, file, Map.of(), kinds).skipped().stream()
            .collect(
                Collectors.toMap(
                    ProvidersFile.Skipped::variable, skipped -> content.path("key").asText()));
    return ProvidersFile.read(vendor, file, keys, kinds).provider(vendor).orElseThrow();
  }

  private Question question(JsonNode scripted) {
    var fields = (ObjectNode) content.path("question").deepCopy();
    if (scripted.path("question") instanceof ObjectNode own) {
      fields.setAll(own);
    }
    var codes = new ArrayList<String>();
    fields.path("country_codes").forEach(code -> codes.add(code.asText()));
    var capability = capability(fields.path("type").asText());
    return new Question(
        capability,
        fields.path("first_name").asText(""),
        fields.path("last_name").asText(""),
        fields.path("domain").asText(null),
        fields.path("company_name").asText(null),
        fields.path("linkedin_url").asText(null),
        codes,
        capability == Capability.EMAIL_VERIFICATION ? fields.path("email").asText(null) : null,
        null);
  }

  private static Question withTicket(Question question, String ticket) {
    return new Question(
        question.capability(),
        question.firstName(),
        question.lastName(),
        question.domain(),
        question.companyName(),
        question.linkedinUrl(),
        question.phoneCountryCodes(),
        question.email(),
        ticket);
  }

  private static Capability capability(String type) {
    return switch (type) {
      case "verification" -> Capability.EMAIL_VERIFICATION;
      case "domain" -> Capability.COMPANY_DOMAIN;
      default -> Capability.valueOf(type.toUpperCase(Locale.ROOT));
    };
  }
}
