package enrichment.standalone;

import enrichment.domain.EmailStatus;
import enrichment.domain.WrittenEmail;
import enrichment.standalone.DirectoryColumns.Column;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.identity.DirectoryKeys;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** Reads one row; a reason to refuse it names columns, never what stands in them. */
final class DirectoryRow {
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_URL = 500;
  private static final int LONGEST_TEXT = 300;
  private static final int MOST_PHONES = 20;

  /** ITU-T E.164: at most 15 digits, none of them a leading zero. */
  private static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{6,14}");

  private static final Pattern UNPRINTABLE = Pattern.compile("\\p{Cc}");

  private final DirectoryColumns columns;
  private final CSVRecord row;

  private DirectoryRow(DirectoryColumns columns, CSVRecord row) {
    this.columns = columns;
    this.row = row;
  }

  /**
   * The person whom a row describes.
   *
   * @throws DirectoryRowException if it cannot be used
   */
  static DirectoryPerson person(DirectoryColumns columns, CSVRecord row) {
    if (row.size() != columns.width()) {
      throw new DirectoryRowException(
          "has " + row.size() + " fields, the header has " + columns.width());
    }
    return new DirectoryRow(columns, row).person();
  }

  private DirectoryPerson person() {
    @Nullable String email = email(Column.EMAIL);
    @Nullable String personalEmail = email(Column.PERSONAL_EMAIL);
    DirectoryPerson person =
        new DirectoryPerson(
            checked(
                Column.LINKEDIN_URL, LONGEST_URL, DirectoryKeys::linkedinKey, "LinkedIn profile"),
            name(Column.FIRST_NAME),
            name(Column.LAST_NAME),
            checked(Column.DOMAIN, LONGEST_TEXT, DirectoryKeys::domainKey, "domain name"),
            text(Column.COMPANY_NAME, LONGEST_TEXT),
            email,
            status(Column.EMAIL_STATUS, email, EmailStatus::professional),
            personalEmail,
            status(Column.PERSONAL_EMAIL_STATUS, personalEmail, EmailStatus::personal),
            phones());
    if (email == null && personalEmail == null && person.phones().isEmpty()) {
      throw new DirectoryRowException("has neither email, personal_email nor phones");
    }
    if (!person.keys().isFindable()) {
      throw new DirectoryRowException(
          "needs a linkedin_url, or a name that can be read with a domain or company_name");
    }
    return person;
  }

  private String name(Column column) {
    String name = text(column, LONGEST_NAME);
    if (name == null) {
      throw new DirectoryRowException(column.heading() + " is missing");
    }
    return name;
  }

  private @Nullable String checked(
      Column column, int longest, Function<String, @Nullable String> key, String kind) {
    String value = text(column, longest);
    if (value != null && key.apply(value) == null) {
      throw new DirectoryRowException(column.heading() + " is no " + kind);
    }
    return value;
  }

  private @Nullable String email(Column column) {
    String email = text(column, LONGEST_TEXT);
    return email == null
        ? null
        : WrittenEmail.read(email)
            .orElseThrow(
                () -> new DirectoryRowException(column.heading() + " is no email address"));
  }

  /** An email without a status counts as verified: the operator vouches for what is imported. */
  private String status(
      Column column, @Nullable String email, Function<EmailStatus, String> wireName) {
    String given = text(column, LONGEST_TEXT);
    String none = wireName.apply(EmailStatus.NOT_AVAILABLE);
    if (given == null) {
      return email == null ? none : wireName.apply(EmailStatus.DELIVERABLE);
    }
    List<String> allowed = Arrays.stream(EmailStatus.values()).map(wireName).toList();
    String status =
        allowed.stream()
            .filter(given::equalsIgnoreCase)
            .findFirst()
            .orElseThrow(
                () ->
                    new DirectoryRowException(
                        column.heading() + " is none of " + String.join(", ", allowed)));
    if (email == null && !status.equals(none)) {
      throw new DirectoryRowException(column.heading() + " is given, its address is not");
    }
    return status;
  }

  private List<String> phones() {
    List<String> phones =
        Arrays.stream(columns.value(row, Column.PHONES).split(";"))
            .map(String::strip)
            .filter(phone -> !phone.isEmpty())
            .distinct()
            .toList();
    if (phones.size() > MOST_PHONES) {
      throw new DirectoryRowException("phones are more than " + MOST_PHONES);
    }
    if (!phones.stream().allMatch(phone -> PHONE.matcher(phone).matches())) {
      throw new DirectoryRowException("phones are not all in E.164, such as +12025550123");
    }
    return phones;
  }

  private @Nullable String text(Column column, int longest) {
    String value = columns.value(row, column);
    if (value.length() > longest) {
      throw new DirectoryRowException(column.heading() + " is longer than " + longest);
    }
    if (value.indexOf('\uFFFD') >= 0) {
      throw new DirectoryRowException(column.heading() + " is not in UTF-8");
    }
    if (UNPRINTABLE.matcher(value).find()) {
      throw new DirectoryRowException(column.heading() + " has a character that is no text");
    }
    return value.isEmpty() ? null : value;
  }
}
