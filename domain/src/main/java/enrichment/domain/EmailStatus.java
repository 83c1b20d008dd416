package enrichment.domain;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How far an email address has been verified. */
public enum EmailStatus {
  /** The mailbox exists. Written {@code deliverable}, or {@code valid} for a personal email. */
  DELIVERABLE("deliverable", "valid"),
  /** Its domain accepts every address, so the mailbox could not be told apart. */
  CATCH_ALL("catch-all", "catch-all"),
  /** There is no address, or nothing is known of it. */
  NOT_AVAILABLE("N/A", "N/A");

  private final String professional;
  private final String personal;

  EmailStatus(String professional, String personal) {
    this.professional = professional;
    this.personal = personal;
  }

  /** The value of {@code email_status}. */
  public String professional() {
    return professional;
  }

  /** The value of {@code personal_email_status}. */
  public String personal() {
    return personal;
  }

  /** Of a value of {@code email_status}; one that is not known says nothing. */
  public static EmailStatus ofProfessional(@Nullable String written) {
    return of(written, EmailStatus::professional);
  }

  /** Of a value of {@code personal_email_status}; one that is not known says nothing. */
  public static EmailStatus ofPersonal(@Nullable String written) {
    return of(written, EmailStatus::personal);
  }

  private static EmailStatus of(@Nullable String written, Function<EmailStatus, String> writing) {
    return Arrays.stream(values())
        .filter(status -> writing.apply(status).equals(written))
        .findFirst()
        .orElse(NOT_AVAILABLE);
  }
}
