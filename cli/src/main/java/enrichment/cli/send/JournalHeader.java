package enrichment.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.cli.kit.CliException;
import enrichment.cli.kit.Json;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What a run is of, which must be the same when it goes on. */
record JournalHeader(
    String run, String accountId, SendOptions options, OutputForm form, long size, String sha256) {

  private static final int FORMAT = 1;

  ObjectNode json() {
    var json = Json.object().put("format", FORMAT).put("run", run).put("account_id", accountId);
    json.put("type", options.type().wireName()).put("webhook_url", options.webhookUrl());
    options.countries().forEach(json.putArray("countries")::add);
    json.put("raw", form.raw()).put("bom", form.bom());
    return json.put("size", size).put("sha256", sha256);
  }

  static JournalHeader of(JsonNode json) {
    if (json.path("format").intValue() != FORMAT) {
      throw new IllegalArgumentException("Another format");
    }
    var countries = new ArrayList<String>();
    json.path("countries").forEach(country -> countries.add(country.textValue()));
    return new JournalHeader(
        text(json, "run"),
        text(json, "account_id"),
        new SendOptions(
            EnrichmentType.valueOf(text(json, "type").toUpperCase(Locale.ROOT)),
            json.path("webhook_url").textValue(),
            countries),
        new OutputForm(json.path("raw").booleanValue(), json.path("bom").booleanValue()),
        json.path("size").longValue(),
        text(json, "sha256"));
  }

  private static String text(JsonNode json, String member) {
    var text = json.path(member).textValue();
    if (text == null) {
      throw new IllegalArgumentException("No " + member);
    }
    return text;
  }

  /**
   * @throws CliException when the run is of something else
   */
  void requireSameAs(JournalHeader now, String journal) {
    var different = new StringJoiner(" and ");
    addIf(size != now.size || !sha256.equals(now.sha256), "the input file", different);
    addIf(options.type() != now.options.type(), "--type", different);
    addIf(
        !Objects.equals(options.webhookUrl(), now.options.webhookUrl()),
        "--webhook-url",
        different);
    addIf(!options.countries().equals(now.options.countries()), "--country", different);
    addIf(form.raw() != now.form.raw(), "--raw", different);
    addIf(form.bom() != now.form.bom(), "--bom", different);
    addIf(!accountId.equals(now.accountId), "the account of the API key", different);
    if (different.length() > 0) {
      throw CliException.failed(
          ("An earlier run is not finished, and %s changed since: put that back to go on, or remove"
                  + " %s to begin anew.")
              .formatted(different, journal));
    }
  }

  private static void addIf(boolean isDifferent, @Nullable String what, StringJoiner different) {
    if (isDifferent) {
      different.add(what);
    }
  }
}
