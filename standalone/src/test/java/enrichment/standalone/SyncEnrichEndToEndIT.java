package enrichment.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import enrichment.store.credits.CreditLedger;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody waits for everything that the directory has on one person. */
@Timeout(180)
class SyncEnrichEndToEndIT {

  @TempDir Path dataDir;

  @Test
  void answersWithAllThatTheWaterfallFoundAndChargesEachTypeOnce() throws Exception {
    try (var stack = Stack.start(Batches.config(dataDir), 0)) {
      SampleDirectory.importIfEmpty(stack.database());
      var ledger = new CreditLedger(stack.database());
      var account = stack.demoAccount().accountId();
      var before = ledger.balance(account).available();
      var api = new DemoClient(stack.url(), stack.demoAccount().key());

      var contact = api.post("/contacts/sync_single_enrich", helga("email", "phone"));
      assertThat(contact.get("status").textValue()).isEqualTo("finished");
      assertThat(contact.get("email").textValue()).isEqualTo("helga.angstrom@sakura-denki.example");
      assertThat(contact.get("email_status").textValue()).isEqualTo("deliverable");
      assertThat(contact.get("personal_email").isNull()).isTrue();
      assertThat(contact.at("/phone/0").textValue()).isEqualTo("+441134960118");
      assertThat(contact.get("provider").textValue()).isEqualTo("directory");
      assertThat(contact.get("credits").intValue()).isEqualTo(11);
      assertThat(ledger.balance(account).available()).isEqualTo(before - 11);

      var again = api.post("/contacts/sync_single_enrich", helga("personal_email", "email"));
      assertThat(again.get("personal_email").textValue())
          .isEqualTo("helga.angstrom.1@mailbox.example");
      assertThat(again.get("email")).isEqualTo(contact.get("email"));
      assertThat(again.get("credits").intValue()).as("the email is known").isEqualTo(3);
      assertThat(again.get("cached").booleanValue()).isFalse();
      var known = api.post("/contacts/sync_single_enrich", helga("email", "phone"));
      assertThat(known.get("cached").booleanValue()).isTrue();
      assertThat(known.get("credits").intValue()).isZero();

      assertThat(ledger.balance(account).available()).isEqualTo(before - 14);
      assertThat(ledger.balance(account).held()).isZero();
      for (var one : List.of(contact, again, known)) {
        var id = one.get("contact_id").textValue();
        assertThat(api.get("/contacts/" + id)).isEqualTo(one);
        assertThat(Batches.awaitFinished(api, id).at("/contacts/found").intValue()).isEqualTo(1);
      }
    }
  }

  private static JsonNode helga(String... types) {
    var body = DemoClient.JSON.createObjectNode();
    var names = body.putArray("enrichment_type");
    for (var type : types) {
      names.add(type);
    }
    return body.put("firstname", "Helga")
        .put("lastname", "Angstrom")
        .put("domain", "sakura-denki.example")
        .put("linkedin_url", "https://www.linkedin.com/in/helga-angstrom-1-example");
  }
}
