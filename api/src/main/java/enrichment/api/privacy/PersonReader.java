package enrichment.api.privacy;

import enrichment.api.http.Problems;
import enrichment.api.http.RequestBody;
import enrichment.api.http.RequestObject;
import enrichment.domain.WrittenEmail;
import enrichment.store.identity.DirectoryKeys;
import enrichment.store.identity.PersonIdentifier;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;

/**
 * Reads a body that names one person: by an email, by a LinkedIn profile, or by a name and the
 * employer's domain.
 */
final class PersonReader {

  /** With what links and address books put around it. */
  private static final int MAX_EMAIL = 500;

  private static final int MAX_URL = 2048;
  private static final int MAX_NAME = 200;
  private static final int MAX_DOMAIN = 300;

  private static final List<String> NAME_AND_DOMAIN = List.of("first_name", "last_name", "domain");

  /**
   * @throws enrichment.api.http.ProblemException telling everything that is wrong
   */
  static PersonIdentifier read(Context ctx) {
    var problems = new Problems();
    var body = RequestBody.read(ctx, problems);
    var byEmail = !body.isMissing("email");
    var byProfile = !body.isMissing("linkedin_url");
    var byName = NAME_AND_DOMAIN.stream().anyMatch(member -> !body.isMissing(member));
    Optional<PersonIdentifier> person = Optional.empty();
    if ((byEmail ? 1 : 0) + (byProfile ? 1 : 0) + (byName ? 1 : 0) != 1) {
      problems.broken(
          "", "must have either email, or linkedin_url, or first_name, last_name and domain");
    } else if (byEmail) {
      person = email(body);
    } else if (byProfile) {
      person = profile(body);
    } else {
      person = nameAndDomain(body);
    }
    problems.throwIfAny();
    return person.orElseThrow();
  }

  private static Optional<PersonIdentifier> email(RequestObject body) {
    var email = body.text("email", MAX_EMAIL);
    var person =
        Optional.ofNullable(email).flatMap(WrittenEmail::read).flatMap(PersonIdentifier::ofEmail);
    if (email != null && person.isEmpty()) {
      body.broken("email", "must be an email address");
    }
    return person;
  }

  private static Optional<PersonIdentifier> profile(RequestObject body) {
    var url = body.text("linkedin_url", MAX_URL);
    var person = PersonIdentifier.ofLinkedinUrl(url);
    if (url != null && person.isEmpty()) {
      body.broken("linkedin_url", "must be the URL of a person's profile on linkedin.com");
    }
    return person;
  }

  private static Optional<PersonIdentifier> nameAndDomain(RequestObject body) {
    var firstName = body.requiredText("first_name", MAX_NAME);
    var lastName = body.requiredText("last_name", MAX_NAME);
    var domain = body.requiredText("domain", MAX_DOMAIN);
    var person = PersonIdentifier.ofNameAndDomain(firstName, lastName, domain);
    if (firstName != null && lastName != null && domain != null && person.isEmpty()) {
      if (DirectoryKeys.domainKey(domain) == null) {
        body.broken("domain", "must be an employer's domain name");
      } else {
        body.broken(
            "first_name", "must be a whole name with the last name, no placeholder or initial");
      }
    }
    return person;
  }

  private PersonReader() {}
}
