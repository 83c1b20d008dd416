package enrichment.cli.kit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who a suppression or an erasure is about: one way to tell, and one person. */
public final class Person {

  @Option(names = "--email", paramLabel = "EMAIL", description = "The person with this email.")
  private @Nullable String email;

  @Option(
      names = "--linkedin-url",
      paramLabel = "URL",
      description = "The person with this LinkedIn profile.")
  private @Nullable String linkedinUrl;

  @Option(
      names = "--first-name",
      paramLabel = "NAME",
      description = "The person of this name, with --last-name and --domain.")
  private @Nullable String firstName;

  @Option(names = "--last-name", paramLabel = "NAME", description = "See --first-name.")
  private @Nullable String lastName;

  @Option(names = "--domain", paramLabel = "DOMAIN", description = "See --first-name.")
  private @Nullable String domain;

  public boolean isGiven() {
    return email != null
        || linkedinUrl != null
        || firstName != null
        || lastName != null
        || domain != null;
  }

  /**
   * The body of the request.
   *
   * @throws CliException unless it is one person, told in one way
   */
  public ObjectNode body() {
    var parts = count(firstName) + count(lastName) + count(domain);
    if (count(email) + count(linkedinUrl) + (parts > 0 ? 1 : 0) != 1 || parts % 3 != 0) {
      throw CliException.misused(
          "Give one person: --email, or --linkedin-url, or --first-name with --last-name and"
              + " --domain.");
    }
    var body = Json.object();
    putIfGiven(body, "email", email);
    putIfGiven(body, "linkedin_url", linkedinUrl);
    putIfGiven(body, "first_name", firstName);
    putIfGiven(body, "last_name", lastName);
    putIfGiven(body, "domain", domain);
    return body;
  }

  private static int count(@Nullable String option) {
    return option == null ? 0 : 1;
  }

  private static void putIfGiven(ObjectNode body, String member, @Nullable String value) {
    if (value != null) {
      body.put(member, value);
    }
  }
}
