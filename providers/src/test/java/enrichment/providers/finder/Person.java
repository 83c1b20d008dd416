package enrichment.providers.finder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Somebody of people.csv.
 *
 * @param localPart what is theirs
 * @param unmistakable whether nobody would write the name otherwise by the same pattern
 */
record Person(
    String language, String firstName, String lastName, String localPart, boolean unmistakable) {

  private static final Pattern ROW =
      Pattern.compile("([^,]+),([^,]+),(?:\"(.+)\"|([^,]+)),([^,]+),([^,]+)");

  static List<Person> all() {
    try (var csv = Objects.requireNonNull(Person.class.getResourceAsStream("people.csv"))) {
      return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .map(Person::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Person read(String row) {
    var matcher = ROW.matcher(row);
    if (!matcher.matches()) {
      throw new IllegalStateException(row);
    }
    var lastName = matcher.group(3) == null ? matcher.group(4) : matcher.group(3);
    return new Person(
        matcher.group(1),
        matcher.group(2),
        lastName,
        matcher.group(5),
        matcher.group(6).equals("one way"));
  }
}
