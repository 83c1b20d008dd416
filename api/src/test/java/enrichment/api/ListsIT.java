package enrichment.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.api.RunningApi.Answer;
import enrichment.api.RunningApi.TestAccount;
import enrichment.store.TestDatabase;
import java.io.StringReader;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Enrichments, and the contacts of one. */
@Timeout(60)
class ListsIT {

  private static final String ENRICHMENTS = "/api/v2/enrichments";

  private static RunningApi api;

  private final TestAccount account = api.account(10_000, true);

  @BeforeAll
  static void start() {
    api = RunningApi.withWorker();
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void pagesThroughEnrichmentsTheLatestFirst() throws InterruptedException {
    var ids = new ArrayList<String>();
    for (var i = 0; i < 7; i++) {
      ids.addFirst(batch("email"));
    }
    var seen = new ArrayList<String>();
    var path = ENRICHMENTS + "?limit=3";
    for (var cursor = ""; cursor != null; ) {
      var page = api.get(account, path + cursor).body();
      assertThat(page.get("enrichments").size()).isBetween(1, 3);
      page.get("enrichments").forEach(item -> seen.add(item.get("enrichment_id").textValue()));
      // One that comes in between is on no later page.
      batch("email");
      var next = page.get("next_cursor").textValue();
      cursor = next == null ? null : "&cursor=" + next;
    }
    assertThat(seen).isEqualTo(ids);
    var id = batch("email");
    awaitClosed(id);
    var first = api.get(account, ENRICHMENTS + "?limit=100").body().get("enrichments").get(0);
    assertThat(api.get(account, ENRICHMENTS + "/" + id).body()).isEqualTo(first);
  }

  @Test
  void filtersByTypeAndStatus() throws InterruptedException {
    var email = batch("email");
    var phone = batch("phone");
    var cancelled = batch("email");
    for (var id : List.of(email, phone, cancelled)) {
      awaitClosed(id);
    }
    execute("update enrichment set any_cancelled = true where enrichment_id = '" + cancelled + "'");
    var queued = batch("email");
    awaitClosed(queued);
    execute(
        "update enrichment set closed_at = null, settled_at = null where enrichment_id = '%s'"
            .formatted(queued));
    execute(
        "update contact set outcome = null, settled_at = null where enrichment_id = '%s'"
            .formatted(queued));
    assertThat(ids("?type=phone")).containsExactly(phone);
    assertThat(ids("?type=email")).containsExactly(queued, cancelled, email);
    assertThat(ids("?status=finished")).containsExactly(phone, email);
    assertThat(ids("?status=cancelled")).containsExactly(cancelled);
    assertThat(ids("?status=queued")).containsExactly(queued);
    assertThat(ids("?status=in_progress")).isEmpty();
    assertThat(ids("?status=finished&type=phone")).containsExactly(phone);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?status=done",
        "?type=fax",
        "?limit=0",
        "?limit=101",
        "?limit=x",
        "?cursor=!",
        "?cursor=eA"
      })
  void tellsWhatItCannotFilterBy(String query) {
    assertThat(api.get(account, ENRICHMENTS + query).status()).isEqualTo(422);
  }

  @Test
  void pagesThroughContactsInTheirOrder() throws InterruptedException {
    var id = accepted(Bodies.bulk("email", 5));
    awaitClosed(id);
    var path = ENRICHMENTS + "/" + id + "/contacts?limit=2";
    var positions = new ArrayList<Integer>();
    var answer = api.get(account, path);
    assertThat(answer.header("Link"))
        .isEqualTo(
            "<%s&cursor=%s>; rel=\"next\""
                .formatted(path, answer.body().get("next_cursor").textValue()));
    while (true) {
      answer.body().get("contacts").forEach(item -> positions.add(item.get("position").intValue()));
      if (answer.header("Link").isEmpty()) {
        break;
      }
      answer = api.get(account, answer.header("Link").replaceAll("<(.*)>.*", "$1"));
    }
    assertThat(positions).containsExactly(0, 1, 2, 3, 4);
    var contact = api.get(account, path).body().get("contacts").get(0);
    assertThat(api.get(account, "/api/v2/contacts/" + contact.get("contact_id").textValue()).body())
        .isEqualTo(contact);
  }

  @Test
  void writesContactsAsCsv() throws Exception {
    var name = "O\\\"Neil, \\uD83D\\uDE00; jr";
    var awkward =
        "{\"firstname\":\"%s\",\"lastname\":\"=1+1\",\"domain\":\"a.example\",".formatted(name)
            + "\"custom\":{\"note\":\"a,b\\n\\\"c\\\"\"}}";
    var id = accepted(Bodies.bulk("email", awkward, Bodies.CONTACT));
    awaitClosed(id);
    execute(
        "update contact set outcome = 'FOUND', phones = '{+33612345678,+33687654321}',"
            + " line_types = '{mobile,mobile}', provider = 'stub' where position = 0"
            + " and enrichment_id = '"
            + id
            + "'");

    var answer = contacts(id, "text/csv");

    assertThat(answer.header("Content-Type")).startsWith("text/csv");
    var lines =
        CSVFormat.RFC4180
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(new StringReader(answer.response().body()))
            .getRecords();
    assertThat(lines).hasSize(2);
    var first = lines.getFirst().toMap();
    assertThat(first)
        .containsEntry("position", "0")
        .containsEntry("first_name", "O\"Neil, \uD83D\uDE00; jr")
        .containsEntry("last_name", "'=1+1")
        .containsEntry("status", "finished")
        .containsEntry("email", "")
        .containsEntry("email_status", "N/A")
        .containsEntry("phone", "+33612345678;+33687654321")
        .containsEntry("provider", "stub")
        .containsEntry("suppressed", "false")
        .containsEntry("custom", "{\"note\":\"a,b\\n\\\"c\\\"\"}");
    assertThat(answer.response().body()).startsWith("position,contact_id,first_name,");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          text/csv                                 | text/csv
          */*                                      | application/json
          application/json, text/csv;q=0.9         | application/json
          application/json;q=0.5, text/csv         | text/csv
          text/html, text/*;q=0.1                  | text/csv
          text/csv;q=0, application/json           | application/json
          application/json;q=0.1, */*              | text/csv
          */*, application/json;q=0                | text/csv
          */*;q=0.5, text/csv;q=0.1                | application/json
          TEXT/CSV; header=present; q=0.8          | text/csv
          application/json;profile="a,b;q=0", */*  | application/json
          q=1                                      | application/json
          """)
  void givesTheFormThatTheClientPrefers(String accept, String type) {
    var answer = contacts(batch("email"), accept);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).startsWith(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/html, image/*",
        "text/*, text/csv;q=0",
        "text/csv;q=high",
        "application/json;q=0.000, application/*"
      })
  void givesNoOtherForm(String accept) {
    var answer = contacts(batch("email"), accept);
    assertThat(answer.status()).isEqualTo(406);
    assertThat(answer.body().get("type").textValue())
        .isEqualTo("urn:enrichment:problem:not-acceptable");
  }

  @Test
  void readsTheHeaderInSeveralLines() {
    var answer =
        api.send(
            "GET",
            ENRICHMENTS + "/" + batch("email") + "/contacts",
            BodyPublishers.noBody(),
            "X-API-KEY",
            account.key().secret(),
            "Accept",
            "text/html",
            "Accept",
            "text/csv");
    assertThat(answer.header("Content-Type")).startsWith("text/csv");
  }

  private Answer contacts(String id, String accept) {
    return api.send(
        "GET",
        ENRICHMENTS + "/" + id + "/contacts",
        BodyPublishers.noBody(),
        "X-API-KEY",
        account.key().secret(),
        "Accept",
        accept);
  }

  private List<String> ids(String query) {
    var ids = new ArrayList<String>();
    for (JsonNode item : api.get(account, ENRICHMENTS + query).body().get("enrichments")) {
      ids.add(item.get("enrichment_id").textValue());
    }
    return ids;
  }

  private String batch(String type) {
    return accepted(Bodies.bulk(type, 2));
  }

  private String accepted(String body) {
    return api.bulk(account, body).body().get("enrichment_id").textValue();
  }

  private void awaitClosed(String id) throws InterruptedException {
    while (!closed(id)) {
      Thread.sleep(20);
    }
  }

  private static boolean closed(String id) {
    return TestDatabase.jdbi(api.database)
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select closed_at is not null from enrichment where enrichment_id = '"
                            + id
                            + "'")
                    .mapTo(boolean.class)
                    .one());
  }

  private static void execute(String sql) {
    TestDatabase.jdbi(api.database).useHandle(handle -> handle.execute(sql));
  }
}
