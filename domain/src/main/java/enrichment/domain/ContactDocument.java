package enrichment.domain;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One contact with its result, as JSON: the answer of {@code GET /contacts/{contact_id}} and the
 * body of its webhook. Its home is here because the API and the webhook activity must write the
 * very same document.
 *
 * @param firstName null of an erased contact, and so is the last name
 * @param status {@code pending}, {@code finished}, {@code failed}, {@code cancelled} or, in a list,
 *     {@code erased}
 * @param emailStatus {@code deliverable}, {@code catch-all} or {@code N/A}
 * @param personalEmailStatus {@code valid}, {@code catch-all} or {@code N/A}
 * @param phones written twice: as numbers in E.164, and with what is known of each
 * @param custom what the client sent, as compact JSON: the same members and values, numbers as they
 *     were written
 * @param provider who found the data
 * @param credits what was charged for it
 * @param cached whether it was found for an equal contact before, and is not charged again
 * @param suppressed whether nothing is told of the person, who is not to be looked up
 */
@JsonPropertyOrder({
  "enrichment_id",
  "contact_id",
  "position",
  "first_name",
  "last_name",
  "status",
  "email",
  "email_status",
  "personal_email",
  "personal_email_status",
  "phone",
  "phone_details",
  "custom",
  "provider",
  "credits",
  "cached",
  "suppressed"
})
public record ContactDocument(
    @JsonProperty("enrichment_id") UUID enrichmentId,
    @JsonProperty("contact_id") UUID contactId,
    @JsonProperty("position") int position,
    @JsonProperty("first_name") @Nullable String firstName,
    @JsonProperty("last_name") @Nullable String lastName,
    @JsonProperty("status") String status,
    @JsonProperty("email") @Nullable String email,
    @JsonProperty("email_status") String emailStatus,
    @JsonProperty("personal_email") @Nullable String personalEmail,
    @JsonProperty("personal_email_status") String personalEmailStatus,
    @JsonIgnore List<Phone> phones,
    @JsonProperty("custom") @JsonRawValue @Nullable String custom,
    @JsonProperty("provider") @Nullable String provider,
    @JsonProperty("credits") int credits,
    @JsonProperty("cached") boolean cached,
    @JsonProperty("suppressed") boolean suppressed)
    implements WebhookDocument {

  public static final String PENDING = "pending";
  public static final String ERASED = "erased";

  /**
   * @param lineType {@code mobile}, {@code landline}, {@code landline_or_mobile}, {@code voip} or
   *     {@code other}
   */
  @JsonPropertyOrder({"number", "line_type"})
  public record PhoneDetail(
      @JsonProperty("number") String number, @JsonProperty("line_type") String lineType) {}

  public ContactDocument {
    phones = List.copyOf(phones);
  }

  @JsonProperty("phone")
  public List<String> phone() {
    return phones.stream().map(Phone::number).toList();
  }

  @JsonProperty("phone_details")
  public List<PhoneDetail> phoneDetails() {
    return phones.stream()
        .map(phone -> new PhoneDetail(phone.number(), phone.lineType().wireName()))
        .toList();
  }
}
