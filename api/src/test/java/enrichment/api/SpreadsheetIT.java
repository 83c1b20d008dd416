package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.api.http.Json;
import enrichment.domain.SpreadsheetPayloads;
import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Contacts as CSV, opened in a spreadsheet: nothing that clients send is a formula there. */
@Timeout(60)
class SpreadsheetIT {

  private static RunningApi api;

  private final TestAccount account = api.account(1_000, false);

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void hasNoFormulaWhateverTheSeparator() throws Exception {
    var csv = csv(batch(), "").response().body();
    for (var row : rows(csv)) {
      assertThat(row.toList()).noneMatch(SpreadsheetPayloads::isFormula);
    }
    assertThat(csv.split("[;\t\r\n]")).noneMatch(SpreadsheetPayloads::isFormulaWithCommas);
  }

  @Test
  void hasTextAsItIsForWhoAsksForIt() throws Exception {
    var path = batch();
    var names = new ArrayList<String>();
    for (var contact : api.get(account, path).body().get("contacts")) {
      names.add(contact.get("last_name").textValue());
    }
    assertThat(rows(csv(path, "&raw=true").response().body()))
        .extracting(row -> row.get("last_name"))
        .containsExactlyElementsOf(names);
    assertThat(names).contains("=cmd|' /C calc'!A0");
    assertThat(rows(csv(path, "&raw=false").response().body()))
        .extracting(row -> row.get("last_name"))
        .contains("'=cmd|' /C calc'!A0");
  }

  @Test
  void hasAByteOrderMarkForWhoAsksForIt() {
    var path = batch();
    assertThat(csv(path, "&bom=true").response().body()).startsWith("\uFEFFposition,");
    assertThat(csv(path, "").response().body()).startsWith("position,");
  }

  @Test
  void theNextPageIsTheSameKindOfText() {
    var path = batch().replace("limit=100", "limit=2");
    assertThat(csv(path, "&raw=true&bom=true").header("Link"))
        .contains("&raw=true")
        .contains("&bom=true");
  }

  @Test
  void saysWhatItCannotUnderstand() {
    for (var parameter : List.of("raw", "bom")) {
      var refused = csv(batch(), "&" + parameter + "=maybe");
      assertThat(refused.status()).isEqualTo(422);
      assertThat(refused.body().get("detail").textValue())
          .isEqualTo(parameter + " must be true or false.");
    }
  }

  /** Names have no control characters; custom fields may. */
  private String batch() {
    var contacts = new ArrayList<String>();
    var cells = new ArrayList<>(SpreadsheetPayloads.HARMFUL);
    cells.addAll(SpreadsheetPayloads.HARMLESS);
    // PostgreSQL's text has none, so a request with one is refused.
    cells.removeIf(cell -> cell.indexOf('\0') >= 0);
    for (var cell : cells) {
      var json = JsonNodeFactory.instance.objectNode();
      var isName = !cell.isBlank() && cell.chars().noneMatch(Character::isISOControl);
      json.put("firstname", isName ? cell : "Ada").put("lastname", isName ? cell : "Lovelace");
      json.put("domain", "a.example").putObject("custom").put(cell, cell);
      contacts.add(new String(Json.bytes(json), StandardCharsets.UTF_8));
    }
    var accepted = api.bulk(account, Bodies.bulk("email", contacts.toArray(String[]::new)));
    assertThat(accepted.status()).as(accepted.response().body()).isEqualTo(202);
    return "/api/v2/enrichments/"
        + accepted.body().get("enrichment_id").textValue()
        + "/contacts?limit=100";
  }

  private Answer csv(String path, String parameters) {
    return api.send(
        "GET",
        path + parameters,
        BodyPublishers.noBody(),
        "X-API-KEY",
        account.key().secret(),
        "Accept",
        "text/csv");
  }

  private static List<CSVRecord> rows(String csv) throws IOException {
    return CSVFormat.RFC4180
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .get()
        .parse(new StringReader(csv))
        .getRecords();
  }
}
