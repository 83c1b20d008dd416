package enrichment.store.people;

import enrichment.store.people.Family.Human;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What has to hold of people, and what must not happen: by tokens that each belong to one human,
 * {@code p:} a profile, {@code n:} a name at a domain, {@code c:} one at a company without a
 * domain, {@code e:} an address of one's own; and {@code m:} for any mailbox, which links nobody.
 */
final class FamilyTruth {

  /** A contact, with all its parts, or a row of the directory. */
  static final class Place {
    final Human human;
    final @Nullable UUID account;
    final Set<String> tokens = new HashSet<>();

    /** What the directory alone says, for as long as it does. */
    private @Nullable String hint;

    Place(Human human, @Nullable UUID account) {
      this.human = human;
      this.account = account;
    }

    void know(Collection<String> some) {
      tokens.addAll(some);
      if (hint != null && some.contains(hint)) {
        hint = null;
      }
    }

    void hint(String token) {
      if (tokens.add(token)) {
        hint = token;
      }
    }

    void forgetHint() {
      if (hint != null) {
        tokens.remove(hint);
        hint = null;
      }
    }
  }

  /** By account; null: by all. What an account has said counts in it alone. */
  private final Map<UUID, Set<String>> suppressed = new HashMap<>();

  private final Map<UUID, Set<Human>> touched = new HashMap<>();
  private static final UUID ALL = new UUID(0, 0);

  static Set<String> mailbox(Human human, String email) {
    var tokens = new HashSet<String>();
    tokens.add("m:" + email);
    var shared = email.startsWith("info@") || email.startsWith("zqhome");
    if (!shared) {
      tokens.add("e:" + email);
    }
    if (email.endsWith(human.domain())) {
      tokens.add(name(human));
    }
    return tokens;
  }

  static String name(Human human) {
    return "n:" + human.id() + "@" + human.domain();
  }

  static String employed(Human human) {
    return "c:" + human.id() + "@" + human.company();
  }

  /** What is reached from a token, step by step, by tokens of one human. */
  static Set<Place> reach(Set<String> from, Collection<Place> places) {
    var reached = new HashSet<Place>();
    var tokens = new HashSet<>(from);
    for (var grown = true; grown; ) {
      grown = false;
      for (var place : places) {
        if (!reached.contains(place)
            && place.tokens.stream().anyMatch(t -> !t.startsWith("m:") && tokens.contains(t))) {
          reached.add(place);
          tokens.addAll(place.tokens);
          grown = true;
        }
      }
    }
    return reached;
  }

  static List<Place> in(Collection<Place> all, @Nullable UUID account) {
    return all.stream().filter(p -> p.account == null || p.account.equals(account)).toList();
  }

  static List<Place> directory(Collection<Place> all) {
    return all.stream().filter(place -> place.account == null).toList();
  }

  /** What an asked token stands for: a mailbox of several people, and of a role, for no one. */
  record Meant(Set<Place> must, Set<Human> may, boolean mailbox) {}

  static Meant meant(String asked, Set<String> besides, Collection<Place> places) {
    if (!asked.startsWith("m:")) {
      var from = new HashSet<>(besides);
      from.add(asked);
      var must = reach(from, places);
      return new Meant(must, humans(must), false);
    }
    var email = asked.substring(2);
    var having = places.stream().filter(place -> place.tokens.contains(asked)).toList();
    var humans = humans(having);
    if (email.startsWith("info@") || humans.size() > 1) {
      return new Meant(Set.of(), Set.of(), true);
    }
    var must =
        email.startsWith("zqhome") ? Set.<Place>of() : reach(union(besides, "e:" + email), places);
    return new Meant(must, humans, false);
  }

  private static Set<String> union(Set<String> some, String one) {
    var all = new HashSet<>(some);
    all.add(one);
    return all;
  }

  static Set<Human> humans(Collection<Place> places) {
    var humans = new HashSet<Human>();
    places.forEach(place -> humans.add(place.human));
    return humans;
  }

  static Set<String> linking(Collection<Place> places) {
    var tokens = new HashSet<String>();
    places.forEach(
        place -> place.tokens.stream().filter(t -> !t.startsWith("m:")).forEach(tokens::add));
    return tokens;
  }

  void suppress(@Nullable UUID account, String asked, Collection<Place> all) {
    var scope = account == null ? ALL : account;
    Stream.of(asked, asked.replace("m:", "e:")).forEach(of(suppressed, scope)::add);
    if (account != null) {
      suppressIn(account, account, asked, Set.of(), all);
      return;
    }
    var directory = meant(asked, Set.of(), directory(all));
    of(suppressed, ALL).addAll(linking(directory.must()));
    of(touched, ALL).addAll(directory.may());
    var accounts = new HashSet<UUID>();
    all.stream().filter(p -> p.account != null).forEach(place -> accounts.add(place.account));
    for (var one : accounts) {
      suppressIn(one, one, asked, linking(directory.must()), all);
    }
  }

  private void suppressIn(
      UUID scope, UUID account, String asked, Set<String> besides, Collection<Place> all) {
    var meant = meant(asked, besides, in(all, account));
    of(suppressed, scope).addAll(linking(meant.must()));
    of(touched, scope).addAll(meant.may());
  }

  /** Whoever is suppressed by what was found is so by all that is known, in that account. */
  void learn(Place place, Collection<Place> all) {
    if (mustNotBeAskedAbout(place, Set.of())) {
      var person = reach(linking(Set.of(place)), in(all, place.account));
      of(suppressed, place.account).addAll(linking(person));
      touch(place.account, place.human);
    }
  }

  /** Those who are named, known or not. */
  void touch(@Nullable UUID account, Human human) {
    of(touched, account == null ? ALL : account).add(human);
  }

  private static <T> Set<T> of(Map<UUID, Set<T>> sets, UUID key) {
    return sets.computeIfAbsent(key, any -> new HashSet<>());
  }

  /**
   * @param besides what would be told
   */
  boolean mustNotBeAskedAbout(Place place, Collection<String> besides) {
    var tokens = new ArrayList<>(besides);
    place.tokens.stream().filter(token -> !token.startsWith("m:")).forEach(tokens::add);
    return isAnySuppressed(place, tokens);
  }

  boolean hasSuppressedMailbox(Place place) {
    return isAnySuppressed(place, place.tokens);
  }

  private boolean isAnySuppressed(Place place, Collection<String> tokens) {
    return tokens.stream()
        .anyMatch(
            token ->
                of(suppressed, ALL).contains(token)
                    || of(suppressed, place.account).contains(token));
  }

  boolean isStranger(Place place) {
    return !of(touched, ALL).contains(place.human)
        && !of(touched, place.account).contains(place.human);
  }
}
