package enrichment.api.http;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Moments as RFC 3339 writes them. */
public final class Moments {

  /** {@link OffsetDateTime#parse} also takes longer years and moments without seconds. */
  private static final Pattern FORM =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)",
          Pattern.CASE_INSENSITIVE);

  private static final int MAX_LENGTH = 40;

  /** As exact as the database keeps it; absent when it is missing, which is no problem here. */
  public static @Nullable Instant read(RequestObject body, String member) {
    var text = body.text(member, MAX_LENGTH);
    if (text == null && body.isBlank(member)) {
      // Not the same as none: whoever sends it expects some moment.
      body.broken(member, "must be a moment, or left out");
    }
    if (text == null) {
      return null;
    }
    try {
      if (FORM.matcher(text).matches()) {
        return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);
      }
    } catch (DateTimeParseException e) {
      // Of the right form, but no such day or time of day.
    }
    body.broken(member, "must be a moment as in RFC 3339, such as 2027-01-31T12:00:00Z");
    return null;
  }

  private Moments() {}
}
