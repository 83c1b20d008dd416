package enrichment.providers.config;

import enrichment.providers.Cost;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Rate;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of a provider, or a group of them. A key that nobody asks for is refused as unknown,
 * so whoever reads asks for every key that there may be, whatever the others say.
 */
public final class Settings {

  record Entry(Place keyPlace, Setting value) {}

  private final Reading reading;
  private final Place place;
  private final String path;
  private final Map<String, Entry> entries;
  private final Set<String> asked = new LinkedHashSet<>();
  private final List<Settings> groups = new ArrayList<>();

  Settings(Reading reading, Place place, String path, Map<String, Entry> entries) {
    this.reading = reading;
    this.place = place;
    this.path = path;
    this.entries = entries;
  }

  /** Says what is wrong with all of them together, as a sentence without its subject. */
  public void refuse(String predicate) {
    reading.problems().add(place, path + " " + predicate);
  }

  public Optional<Setting> find(String key) {
    asked.add(key);
    return Optional.ofNullable(entries.get(key)).map(Entry::value);
  }

  /** Like {@link #find}; where it is not there, that is a problem. */
  public Optional<Setting> require(String key) {
    var found = find(key);
    if (found.isEmpty()) {
      reading.problems().add(place, under(key) + " is required");
    }
    return found;
  }

  /** Each of them, where it is not known beforehand which there are. */
  public Map<String, Setting> all() {
    var all = new LinkedHashMap<String, Setting>();
    entries.forEach((key, entry) -> all.put(key, entry.value()));
    asked.addAll(all.keySet());
    return all;
  }

  /** The group of that name. */
  public Optional<Settings> group(String key) {
    return find(key).flatMap(this::group);
  }

  /** What stands under one of them. */
  public Optional<Settings> group(Setting setting) {
    var group = setting.mapping();
    group.ifPresent(groups::add);
    return group;
  }

  /** Empty where it is missing, which is a problem. */
  public String requireText(String key) {
    return require(key).flatMap(Setting::text).orElse("");
  }

  public boolean flag(String key, boolean usually) {
    return find(key)
        .flatMap(setting -> setting.parsed("true or false", Units::flag))
        .orElse(usually);
  }

  public int integer(String key, int usually, int least, int most) {
    return integer(key, least, most).orElse(usually);
  }

  private Optional<Integer> integer(String key, int least, int most) {
    var expected = "a whole number from " + least + " to " + most;
    return find(key)
        .flatMap(setting -> setting.parsed(expected, text -> Units.integer(text, least, most)));
  }

  public Duration duration(String key, Duration usually, Duration least, Duration most) {
    return find(key).flatMap(setting -> Units.duration(setting, least, most)).orElse(usually);
  }

  /**
   * The value of the environment variable that is named there as {@code $NAME}. Where the
   * environment lacks it, the provider is skipped, and what this gives is of no use.
   */
  public Optional<String> secret(String key) {
    return find(key).map(setting -> Units.variable(setting).map(reading::variable).orElse(""));
  }

  /** {@code cost}, if it is there. */
  public Optional<Cost> cost() {
    return group("cost").map(cost -> new Cost(cost.amount("hit"), cost.amount("miss")));
  }

  private BigDecimal amount(String key) {
    return find(key)
        .flatMap(setting -> setting.parsed("an amount such as 0.05", Units::amount))
        .orElse(BigDecimal.ZERO);
  }

  /**
   * The terms on which the provider is asked: {@code timeout}, {@code attempts}, {@code rate},
   * {@code concurrency}, {@code cost} and {@code repeatable}.
   */
  public ProviderTerms terms(String name, Duration usualTimeout) {
    return new ProviderTerms(
        name,
        duration("timeout", usualTimeout, Duration.ofMillis(1), Duration.ofMinutes(10)),
        integer("attempts", 3, 1, 20),
        rate().orElse(null),
        integer("concurrency", 1, 10_000).orElse(null),
        cost().orElse(Cost.FREE),
        flag("repeatable", false));
  }

  private Optional<Rate> rate() {
    return find("rate").flatMap(setting -> setting.parsed("a rate such as 10/s", Units::rate));
  }

  /** These, where the other ones have none of that name. */
  Settings over(Settings base) {
    var all = new LinkedHashMap<>(base.entries);
    all.putAll(entries);
    return new Settings(reading, place, path, all);
  }

  void refuseUnknown() {
    entries.forEach(
        (key, entry) -> {
          if (!asked.contains(key)) {
            var hint = Suggestion.among(asked, key);
            reading.problems().add(entry.keyPlace(), under(key) + " is not known" + hint);
          }
        });
    groups.forEach(Settings::refuseUnknown);
  }

  private String under(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }
}
