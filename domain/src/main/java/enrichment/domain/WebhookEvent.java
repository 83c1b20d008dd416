package enrichment.domain;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** What a webhook can be told of. */
public enum WebhookEvent {
  /** One message a contact, when it is final. */
  CONTACT_FINISHED("contact.finished"),
  /** One message a batch, when all of its contacts are final. */
  ENRICHMENT_FINISHED("enrichment.finished");

  private final String wireName;

  WebhookEvent(String wireName) {
    this.wireName = wireName;
  }

  /** The name in requests, messages and the database. */
  public String wireName() {
    return wireName;
  }

  public static Optional<WebhookEvent> fromWireName(String name) {
    return Arrays.stream(values()).filter(event -> event.wireName.equals(name)).findFirst();
  }

  public static Stream<String> wireNames() {
    return Arrays.stream(values()).map(WebhookEvent::wireName);
  }
}
