package enrichment.providers.finder;

import java.util.Locale;
import java.util.Optional;

/** How a company makes local parts of its people's names. The likelier a pattern, the earlier. */
public enum AddressPattern {
  FIRST_DOT_LAST("{first}.{last}"),
  F_LAST("{f}{last}"),
  FIRST("{first}"),
  FIRST_LAST("{first}{last}"),
  F_DOT_LAST("{f}.{last}"),
  FIRST_L("{first}{l}"),
  FIRST_UNDERSCORE_LAST("{first}_{last}"),
  LAST_DOT_FIRST("{last}.{first}"),
  LAST("{last}"),
  LAST_F("{last}{f}"),
  FIRST_DASH_LAST("{first}-{last}"),
  FIRST_DOT_L("{first}.{l}"),
  LAST_FIRST("{last}{first}"),
  L_FIRST("{l}{first}"),
  LAST_DOT_F("{last}.{f}"),
  F_UNDERSCORE_LAST("{f}_{last}"),
  LAST_UNDERSCORE_FIRST("{last}_{first}"),
  F_DASH_LAST("{f}-{last}"),
  LAST_DASH_FIRST("{last}-{first}"),
  F_L("{f}{l}");

  private final String template;

  AddressPattern(String template) {
    this.template = template;
  }

  String apply(NameVariant first, NameVariant last) {
    return template
        .replace("{first}", first.full())
        .replace("{f}", first.initial())
        .replace("{last}", last.full())
        .replace("{l}", last.initial());
  }

  /**
   * Which pattern somebody's address follows, so that addresses that others found teach how a
   * domain writes its people.
   *
   * @param firstName in any script
   * @param lastName in any script
   * @param localPart what stands before the {@code @}, in any case
   * @return the likeliest pattern that gives it; empty: none does
   */
  public static Optional<AddressPattern> of(String firstName, String lastName, String localPart) {
    var wanted = localPart.toLowerCase(Locale.ROOT);
    return Candidates.all(firstName, lastName).stream()
        .filter(candidate -> candidate.localPart().equals(wanted))
        .map(Candidate::pattern)
        .findFirst();
  }
}
