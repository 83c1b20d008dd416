package enrichment.standalone;

import com.fasterxml.jackson.databind.node.ObjectNode;
import enrichment.store.directory.DirectoryPerson;
import java.util.List;
import java.util.Locale;

/** A person, and all that a client may send, in words that occur nowhere else. */
final class Canaries {

  static final String MALFORMED = "zqmalformed";
  static final String INVALID = "zqinvalid";
  static final String PATH = "zqpath";
  static final String WEBHOOK_PATH = "zqwebhook";

  private static final String FIRST_NAME = "Zqfirst";
  private static final String LAST_NAME = "Zqlast";
  private static final String STRANGER = "Zqstranger";
  static final String DOMAIN = "zqdomain.example";
  private static final String COMPANY = "Zqcompany";
  private static final String LINKEDIN = "zqlinkedin";
  private static final String CUSTOM = "zqcustom";
  private static final String EMAIL = "zqemail";
  private static final String PERSONAL_EMAIL = "zqpersonal";
  private static final String PHONE = "33698761234";

  static final String TICKET = "zqticket";
  static final String FOUND_EMAIL = "zqfound@" + DOMAIN;

  /** What a result is made of, and what a webhook therefore has to bring. */
  static final List<String> DELIVERED =
      List.of(FIRST_NAME, LAST_NAME, STRANGER, CUSTOM, EMAIL, PERSONAL_EMAIL, PHONE);

  private static final List<String> ALL =
      List.of(
          MALFORMED,
          INVALID,
          PATH,
          WEBHOOK_PATH,
          FIRST_NAME,
          LAST_NAME,
          STRANGER,
          DOMAIN,
          COMPANY,
          LINKEDIN,
          CUSTOM,
          EMAIL,
          PERSONAL_EMAIL,
          PHONE,
          TICKET,
          FOUND_EMAIL,
          Batches.KEY);

  /** What is of a person, and not of whoever asks about one. */
  private static final List<String> OF_A_PERSON =
      List.of(
          FIRST_NAME,
          LAST_NAME,
          STRANGER,
          DOMAIN,
          COMPANY,
          LINKEDIN,
          CUSTOM,
          EMAIL,
          PERSONAL_EMAIL,
          PHONE,
          TICKET,
          FOUND_EMAIL);

  /** Those that stand somewhere in the text, in whatever case. */
  static List<String> in(String text) {
    return among(ALL, text);
  }

  /** Those of people alone. */
  static List<String> ofAPersonIn(String text) {
    return among(OF_A_PERSON, text);
  }

  private static List<String> among(List<String> canaries, String text) {
    var lowerCase = text.toLowerCase(Locale.ROOT);
    return canaries.stream()
        .filter(canary -> lowerCase.contains(canary.toLowerCase(Locale.ROOT)))
        .toList();
  }

  static DirectoryPerson person() {
    return new DirectoryPerson(
        linkedinUrl(LINKEDIN),
        FIRST_NAME,
        LAST_NAME,
        DOMAIN,
        COMPANY,
        EMAIL + "@" + DOMAIN,
        "deliverable",
        PERSONAL_EMAIL + "@mail.example",
        "valid",
        List.of("+" + PHONE));
  }

  /** A batch of one who is in the directory and one who is not. */
  static ObjectNode batch(String type, String webhookUrl) {
    var batch = DemoClient.JSON.createObjectNode().put("webhook_url", webhookUrl);
    batch.putArray("enrichment_type").add(type);
    batch.putArray("contacts").add(contact(LAST_NAME, LINKEDIN)).add(contact(STRANGER, STRANGER));
    return batch;
  }

  /** People of whose employer only the name is known. */
  static ObjectNode batchWithoutDomain(String webhookUrl) {
    var batch = batch("email", webhookUrl);
    batch.get("contacts").forEach(contact -> ((ObjectNode) contact).remove("domain"));
    return batch;
  }

  /** Whom to erase: the one by the profile, the other by the name. */
  static List<ObjectNode> people() {
    return List.of(
        DemoClient.JSON.createObjectNode().put("linkedin_url", linkedinUrl(LINKEDIN)),
        DemoClient.JSON
            .createObjectNode()
            .put("first_name", FIRST_NAME)
            .put("last_name", STRANGER)
            .put("domain", DOMAIN));
  }

  static ObjectNode single(String type, String webhookUrl) {
    var single = contact(LAST_NAME, LINKEDIN).put("webhook_url", webhookUrl);
    single.putArray("enrichment_type").add(type);
    return single;
  }

  private static ObjectNode contact(String lastName, String linkedin) {
    var contact =
        DemoClient.JSON
            .createObjectNode()
            .put("firstname", FIRST_NAME)
            .put("lastname", lastName)
            .put("domain", DOMAIN)
            .put("company_name", COMPANY)
            .put("linkedin_url", linkedinUrl(linkedin));
    contact.putObject("custom").put("note", CUSTOM);
    return contact;
  }

  private static String linkedinUrl(String name) {
    return "https://www.linkedin.com/in/" + name;
  }

  private Canaries() {}
}
