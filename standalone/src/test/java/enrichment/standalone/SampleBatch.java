package enrichment.standalone;

import enrichment.standalone.SamplePeople.Person;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A batch as a client would send it: people of the directory in other spellings, and, at every
 * fifth place, somebody who is not in it.
 */
final class SampleBatch {
  static final int SIZE = 100;
  static final int UNKNOWN_EVERY = 5;
  private static final int FIRST_CRM_ID = 4_447_901;

  private SampleBatch() {}

  /** The members of each contact, in the order in which they are written. */
  static List<Map<String, Object>> contacts(List<Person> known, List<Person> unknown) {
    List<Person> withEmail = known.stream().filter(person -> person.email() != null).toList();
    int step = withEmail.size() / SIZE;
    List<Map<String, Object>> contacts = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      Map<String, Object> contact =
          i % UNKNOWN_EVERY == UNKNOWN_EVERY - 1
              ? asImported(unknown.get(i / UNKNOWN_EVERY))
              : inAnotherSpelling(withEmail.get(i * step), i);
      contact.put("custom", Map.of("crm_id", String.valueOf(FIRST_CRM_ID + i)));
      contacts.add(contact);
    }
    return contacts;
  }

  private static Map<String, Object> inAnotherSpelling(Person person, int i) {
    int spelling = i / UNKNOWN_EVERY;
    return switch (i % UNKNOWN_EVERY) {
      case 0 -> byProfile(person, spelling);
      case 1 -> withoutAccents(person);
      case 2 -> inCapitals(person, spelling);
      default -> byCompany(person, spelling);
    };
  }

  /** The profile alone must do: the name is only an initial, and the employer an old one. */
  private static Map<String, Object> byProfile(Person person, int spelling) {
    String slug = person.slug();
    String url =
        switch (spelling % 8) {
          case 0 -> "linkedin.com/in/" + slug;
          case 1 -> "http://www.linkedin.com/in/" + slug + "/";
          case 2 -> "https://fr.linkedin.com/in/" + slug + "?trk=people-guest";
          case 3 -> "https://www.linkedin.com/in/" + slug + "/en";
          case 4 -> "HTTPS://WWW.LINKEDIN.COM/IN/" + slug.toUpperCase(Locale.ROOT);
          case 5 -> "https://m.linkedin.com/in/" + slug + "#experience";
          case 6 -> "www.linkedin.com/in/" + slug.replace("-", "%2D");
          default -> person.linkedinUrl();
        };
    String initial = person.first().written().substring(0, 1);
    return contact(initial, person.last().written(), "former-employer.example", null, url);
  }

  private static Map<String, Object> withoutAccents(Person person) {
    boolean latin =
        UnicodeScript.of(person.first().written().codePointAt(0)) == UnicodeScript.LATIN;
    return contact(
        latin ? person.first().latin() : person.first().written(),
        latin ? person.last().latin() : person.last().written(),
        person.company().domain(),
        null,
        null);
  }

  private static Map<String, Object> inCapitals(Person person, int spelling) {
    String domain = person.company().domain();
    String written =
        switch (spelling % 4) {
          case 0 -> "https://www." + domain + "/";
          case 1 -> "WWW." + domain.toUpperCase(Locale.ROOT);
          case 2 -> "@" + domain;
          default -> domain + ".";
        };
    return contact(
        person.first().written().toUpperCase(Locale.ROOT),
        person.last().written().toUpperCase(Locale.ROOT),
        written,
        null,
        null);
  }

  private static Map<String, Object> byCompany(Person person, int spelling) {
    String plain = person.company().plainName();
    String company =
        switch (spelling % 4) {
          case 0 -> plain;
          case 1 -> plain.toUpperCase(Locale.ROOT) + " CORP.";
          case 2 -> plain + ", Inc";
          default -> SampleNames.ascii(plain) + " S.A.S.";
        };
    return contact(person.first().written(), person.last().written(), null, company, null);
  }

  private static Map<String, Object> asImported(Person person) {
    return contact(
        person.first().written(),
        person.last().written(),
        person.company().domain(),
        person.company().name(),
        person.linkedinUrl());
  }

  private static Map<String, Object> contact(
      String first,
      String last,
      @Nullable String domain,
      @Nullable String company,
      @Nullable String linkedinUrl) {
    Map<String, Object> contact = new LinkedHashMap<>();
    contact.put("firstname", first);
    contact.put("lastname", last);
    putIfThere(contact, "domain", domain);
    putIfThere(contact, "company_name", company);
    putIfThere(contact, "linkedin_url", linkedinUrl);
    return contact;
  }

  private static void putIfThere(
      Map<String, Object> contact, String member, @Nullable String value) {
    if (value != null) {
      contact.put(member, value);
    }
  }
}
