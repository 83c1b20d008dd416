package enrichment.store;

import enrichment.domain.ContactKey;
import enrichment.domain.EmailStatus;
import enrichment.domain.EnrichmentType;
import enrichment.domain.Findings;
import enrichment.store.contacts.NewContact;
import enrichment.store.contacts.NewEnrichment;
import enrichment.store.directory.DirectoryPerson;
import enrichment.store.enrichments.Settlements;
import enrichment.store.identity.PersonIdentifier;
import enrichment.store.lookups.LookupCall;
import enrichment.store.lookups.LookupEnds;
import enrichment.store.lookups.Lookups;
import enrichment.store.sql.Database;
import enrichment.store.sql.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Somebody, said of in different ways, for tests. */
public final class People {

  public static final String EMAIL = "ada@analytical.example";
  public static final String PROFILE = "https://www.linkedin.com/in/ada-lovelace";
  public static final String DOMAIN = "analytical.example";
  public static final Findings FOUND = Findings.ofEmail(EMAIL, EmailStatus.DELIVERABLE);

  public static final PersonIdentifier BY_EMAIL =
      PersonIdentifier.ofEmail(" ADA@Analytical.example ").orElseThrow();
  public static final PersonIdentifier BY_PROFILE =
      PersonIdentifier.ofLinkedinUrl("fr.linkedin.com/in/Ada-Lovelace/").orElseThrow();
  public static final PersonIdentifier BY_NAME =
      PersonIdentifier.ofNameAndDomain("ÂDA", "love-lace", "https://www.Analytical.example")
          .orElseThrow();

  public static NewContact ada(@Nullable String domain, @Nullable String profile) {
    return new NewContact(
        Ids.next(), "Ada", "Lovelace", domain, "Analytical Engines", profile, "{\"crm\":1}");
  }

  public static DirectoryPerson inDirectory(@Nullable String profile, @Nullable String email) {
    return new DirectoryPerson(
        profile,
        "Ada",
        "Lovelace",
        DOMAIN,
        null,
        email,
        email == null ? "N/A" : "deliverable",
        null,
        "N/A",
        List.of("+442079460123"));
  }

  /** The first contact of an enrichment, which is found with this. */
  public static ContactKey find(Database database, NewEnrichment enrichment, Findings findings) {
    var contact = new ContactKey(enrichment.enrichmentId(), 0);
    var call = LookupCall.of(contact, "vendor", EnrichmentType.EMAIL.wireName());
    new Lookups(database).begin(call, 0);
    new Settlements(database).settleFound(call, findings, LookupEnds.HIT);
    return contact;
  }

  private People() {}
}
