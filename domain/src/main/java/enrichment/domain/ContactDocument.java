package enrichment.domain;

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
 * @param status {@code pending}, {@code finished}, {@code failed} or {@code cancelled}
 * @param emailStatus {@code deliverable}, {@code catch-all} or {@code N/A}
 * @param personalEmailStatus {@code valid}, {@code catch-all} or {@code N/A}
 * @param phone numbers in E.164
 * @param custom what the client sent, as compact JSON: the same members and values, numbers as they
 *     were written
 * @param provider who found the data
 * @param credits what was charged for it
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
  "custom",
  "provider",
  "credits"
})
public record ContactDocument(
    @JsonProperty("enrichment_id") UUID enrichmentId,
    @JsonProperty("contact_id") UUID contactId,
    @JsonProperty("position") int position,
    @JsonProperty("first_name") String firstName,
    @JsonProperty("last_name") String lastName,
    @JsonProperty("status") String status,
    @JsonProperty("email") @Nullable String email,
    @JsonProperty("email_status") String emailStatus,
    @JsonProperty("personal_email") @Nullable String personalEmail,
    @JsonProperty("personal_email_status") String personalEmailStatus,
    @JsonProperty("phone") List<String> phone,
    @JsonProperty("custom") @JsonRawValue @Nullable String custom,
    @JsonProperty("provider") @Nullable String provider,
    @JsonProperty("credits") int credits)
    implements WebhookDocument {

  public static final String PENDING = "pending";

  public ContactDocument {
    phone = List.copyOf(phone);
  }
}
