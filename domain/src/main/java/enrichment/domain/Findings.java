package enrichment.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data that a provider has on a contact. */
public record Findings(
    @Nullable String email,
    EmailStatus emailStatus,
    @Nullable String personalEmail,
    EmailStatus personalEmailStatus,
    List<Phone> phones) {

  public static final Findings NONE =
      new Findings(null, EmailStatus.NOT_AVAILABLE, null, EmailStatus.NOT_AVAILABLE, List.of());

  public Findings {
    phones = List.copyOf(phones);
  }

  public static Findings ofEmail(String email, EmailStatus status) {
    return new Findings(email, status, null, EmailStatus.NOT_AVAILABLE, List.of());
  }

  public static Findings ofPersonalEmail(String email, EmailStatus status) {
    return new Findings(null, EmailStatus.NOT_AVAILABLE, email, status, List.of());
  }

  public static Findings ofPhones(List<Phone> phones) {
    return new Findings(null, EmailStatus.NOT_AVAILABLE, null, EmailStatus.NOT_AVAILABLE, phones);
  }

  /** The email, professional or personal, if there is one. */
  public @Nullable String address() {
    return email != null ? email : personalEmail;
  }

  /** The same email, professional or personal, with another status. */
  public Findings withStatus(EmailStatus status) {
    return email != null ? ofEmail(email, status) : ofPersonalEmail(personalEmail, status);
  }

  /** The same status of another email, professional or personal as this one is. */
  public Findings withAddress(String address) {
    return email != null
        ? ofEmail(address, emailStatus)
        : ofPersonalEmail(address, personalEmailStatus);
  }

  /** Keeps the person out of logs. */
  @Override
  public String toString() {
    return "Findings";
  }
}
