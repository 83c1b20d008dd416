package enrichment.cli.send;

import java.util.List;

/** The members of a contact that have columns, with the names that these may have. */
enum Field {
  FIRST_NAME("firstname", 200, "firstname", "first_name"),
  LAST_NAME("lastname", 200, "lastname", "last_name"),
  DOMAIN("domain", 300, "domain"),
  COMPANY_NAME("company_name", 300, "company_name"),
  LINKEDIN_URL("linkedin_url", 2048, "linkedin_url");

  private final String member;
  private final int longest;
  private final List<String> headings;

  Field(String member, int longest, String... headings) {
    this.member = member;
    this.longest = longest;
    this.headings = List.of(headings);
  }

  /** Its name in a request. */
  String member() {
    return member;
  }

  /** In characters. */
  int longest() {
    return longest;
  }

  boolean isCalled(String heading) {
    return headings.contains(heading);
  }

  /** Its name in what people read. */
  String heading() {
    return headings.getLast();
  }
}
