package enrichment.store;

import enrichment.domain.EmailStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The data that a provider has on a contact.
 *
 * @param phones E.164
 */
public record Findings(
    @Nullable String email,
    EmailStatus emailStatus,
    @Nullable String personalEmail,
    EmailStatus personalEmailStatus,
    List<String> phones) {

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

  public static Findings ofPhones(List<String> phones) {
    return new Findings(null, EmailStatus.NOT_AVAILABLE, null, EmailStatus.NOT_AVAILABLE, phones);
  }
}
