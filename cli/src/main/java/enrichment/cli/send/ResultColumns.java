package enrichment.cli.send;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the output has after those of the input. One whose name the input has taken is
 * called {@code enriched_…}.
 */
final class ResultColumns {

  private static final List<String> MEMBERS =
      List.of(
          "status",
          "email",
          "email_status",
          "personal_email",
          "personal_email_status",
          "phone",
          "provider",
          "credits",
          "cached",
          "suppressed",
          "contact_id");

  /** The status of a contact that was erased or purged before its result was read. */
  private static final String GONE = "gone";

  static List<String> headings(List<String> input) {
    Set<String> taken =
        input.stream()
            .map(heading -> heading.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(HashSet::new));
    var headings = new ArrayList<String>();
    for (var member : MEMBERS) {
      var heading = member;
      while (!taken.add(heading)) {
        heading = "enriched_" + heading;
      }
      headings.add(heading);
    }
    return headings;
  }

  static List<String> values(@Nullable JsonNode contact) {
    return contact == null
        ? MEMBERS.stream().map(member -> member.equals("status") ? GONE : "").toList()
        : MEMBERS.stream().map(member -> value(contact.path(member))).toList();
  }

  private static String value(JsonNode value) {
    return value.isArray()
        ? StreamSupport.stream(value.spliterator(), false)
            .map(JsonNode::asText)
            .collect(Collectors.joining(";"))
        : value.isNull() ? "" : value.asText();
  }

  private ResultColumns() {}
}
