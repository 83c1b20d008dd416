package enrichment.store.people;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A made-up family of people, with what each of them is known by. Nothing of it is in common with
 * the code under test: who is who is known since they are made up.
 */
final class Family {

  private static final List<String> FIRST = List.of("Véra", "Jörg", "Anne-Marie", "Ngoc", "Łukasz");

  /**
   * @param slug of the LinkedIn profile
   * @param work the address that vendors find: at the domain, at a free-mail provider, or a role's
   * @param personal their own, or one that is shared
   */
  record Human(
      int id,
      String first,
      String last,
      String domain,
      String company,
      @Nullable String slug,
      String work,
      String personal,
      String phone) {

    /** Ways to write the same name. */
    String[] spelt(Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> new String[] {first.toUpperCase(java.util.Locale.ROOT), last};
        case 1 -> new String[] {" " + first, last.toUpperCase(java.util.Locale.ROOT)};
        case 2 -> new String[] {first.replace("é", "e").replace("ö", "o"), last + "."};
        default -> new String[] {first, last};
      };
    }

    boolean sharesWork() {
      return work.startsWith("info@");
    }

    boolean sharesPersonal() {
      return personal.startsWith("zqhome");
    }
  }

  final List<Human> humans = new ArrayList<>();

  Family(int number, Random random) {
    var size = 2 + random.nextInt(3);
    for (var i = 0; i < size; i++) {
      var id = number * 8 + i;
      var word = word(id);
      var place = random.nextInt(2);
      var domain = "zqd" + word(number) + place + "qz.example";
      var work =
          switch (random.nextInt(5)) {
            case 0 -> "info@" + domain;
            case 1 -> word + "@gmail.com";
            default -> word + "@" + domain;
          };
      humans.add(
          new Human(
              id,
              FIRST.get(random.nextInt(FIRST.size())),
              "Zq" + word,
              domain,
              "Zqcompany " + word(number) + place + "qz",
              random.nextInt(3) == 0 ? null : "zqin" + word,
              work,
              random.nextInt(3) == 0 ? "zqhome" + word(number) + "@gmx.de" : word + "@gmx.de",
              "+3361%07d".formatted(id)));
    }
  }

  /** The number in letters, between two that stand nowhere else. */
  static String word(int number) {
    var word = new StringBuilder("q");
    for (var rest = number + 26; rest > 0; rest /= 26) {
      word.append((char) ('a' + rest % 26));
    }
    return word.append("zz").toString();
  }
}
