package enrichment.standalone;

import enrichment.standalone.SampleCompanies.Company;
import enrichment.standalone.SampleNames.Name;
import java.net.IDN;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Draws people; the same seed draws the same, since {@link Random} is specified to the bit. */
final class SamplePeople {
  record Person(
      int number,
      Name first,
      Name last,
      Company company,
      @Nullable String email,
      String emailStatus,
      @Nullable String personalEmail,
      String personalEmailStatus,
      List<String> phones) {

    String slug() {
      return mailbox().replace('.', '-') + "-" + number + "-example";
    }

    String linkedinUrl() {
      return "https://www.linkedin.com/in/" + slug();
    }

    private String mailbox() {
      return label(first.latin()) + "." + label(last.latin());
    }

    private static String label(String latin) {
      return latin.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    }
  }

  private final Random random;
  private final Set<String> taken = new HashSet<>();
  private int number;

  SamplePeople(long seed) {
    random = new Random(seed);
  }

  List<Person> draw(int count) {
    List<Person> people = new ArrayList<>();
    while (people.size() < count) {
      people.add(next());
    }
    return people;
  }

  /** Nobody has a namesake in the same company, who could not be told apart. */
  private Person next() {
    while (true) {
      SampleNames names = one(SampleNames.ALL);
      Name first = one(names.first());
      Name last = one(names.last());
      Company company = one(SampleCompanies.ALL);
      if (taken.add(first.latin() + " " + last.latin() + " " + company.domain())) {
        return withData(
            new Person(++number, first, last, company, null, "N/A", null, "N/A", List.of()));
      }
    }
  }

  /** Seven in ten have everything, the others lack one kind of data. */
  private Person withData(Person person) {
    int lacking = random.nextInt(10);
    boolean catchAll = random.nextInt(7) == 0;
    boolean personalCatchAll = random.nextInt(9) == 0;
    List<String> phones = new ArrayList<>(List.of(SamplePhones.next(random)));
    String second = SamplePhones.next(random);
    if (random.nextInt(4) == 0 && !phones.contains(second)) {
      phones.add(second);
    }
    String domain = IDN.toASCII(person.company().domain());
    String personalDomain = random.nextBoolean() ? "mailbox.example" : "post.example";
    return new Person(
        person.number(),
        person.first(),
        person.last(),
        person.company(),
        lacking == 0 ? null : person.mailbox() + "@" + domain,
        lacking == 0 ? "N/A" : catchAll ? "catch-all" : "deliverable",
        lacking == 1 ? null : person.mailbox() + "." + person.number() + "@" + personalDomain,
        lacking == 1 ? "N/A" : personalCatchAll ? "catch-all" : "valid",
        lacking == 2 ? List.of() : phones);
  }

  private <T> T one(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
