package enrichment.providers.config;

import enrichment.providers.Capability;
import enrichment.providers.Provider;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All providers that a file defines or may name, each read once. */
final class Definitions {

  static final String HTTP = "http";

  private final Problems problems;
  private final Map<String, String> environment;
  private final Map<String, ProviderKind> kinds;
  private final Vendors vendors;
  private final Set<String> readyMade;
  private final Map<String, Definition> known = new HashMap<>();

  Definitions(
      Problems problems,
      Map<String, String> environment,
      Map<String, ProviderKind> kinds,
      Vendors vendors) {
    if (!kinds.keySet().containsAll(Set.of(HTTP, Chains.DIRECTORY))) {
      throw new IllegalArgumentException("The kinds http and directory are always known");
    }
    this.problems = problems;
    this.environment = environment;
    this.kinds = kinds;
    this.vendors = vendors;
    this.readyMade = new LinkedHashSet<>(vendors.names());
  }

  /** A provider as far as it has been read. */
  record Definition(@Nullable ProviderDraft draft, List<String> missingVariables) {

    Set<Capability> capabilities() {
      return draft == null ? Set.of() : draft.capabilities();
    }

    Optional<String> missing() {
      return missingVariables.stream().findFirst();
    }

    Provider open() {
      if (draft == null) {
        throw new IllegalStateException("Opened though something is wrong with it");
      }
      return draft.opening().get();
    }
  }

  /** Reads what the file says of a provider. */
  void define(String name, Setting setting) {
    if (!name.matches("[a-z0-9-]{1,40}")) {
      setting.refuse("must be named in at most 40 of a-z, 0-9 and -");
    }
    var reading = new Reading(problems, environment);
    setting.within(reading).mapping().ifPresent(own -> define(name, own, reading));
    known.putIfAbsent(name, new Definition(null, List.of()));
  }

  private void define(String name, Settings own, Reading reading) {
    var like = own.find("like");
    var base = like.flatMap(Setting::text).orElse(name);
    if (like.isPresent() && !readyMade.contains(base)) {
      like.get().refuse("names no ready-made definition" + Suggestion.among(readyMade, base));
    }
    var settings =
        readyMade.contains(base) ? readyMade(base, reading).map(own::over).orElse(own) : own;
    settings.find("like");
    read(name, settings, reading);
  }

  /**
   * A provider that a chain names.
   *
   * @param at where it does
   */
  Optional<Definition> find(String name, Setting at) {
    if (!known.containsKey(name)) {
      var reading = new Reading(problems, environment);
      if (readyMade.contains(name)) {
        readyMade(name, reading).ifPresent(settings -> read(name, settings, reading));
      } else if (kinds.containsKey(name) && !name.equals(HTTP)) {
        read(name, new Settings(reading, at.place(), "providers." + name, Map.of()), reading);
      } else {
        at.refuse("names " + Setting.excerpt(name) + ", which is not known" + suggestion(name));
      }
    }
    return Optional.ofNullable(known.get(name));
  }

  /** One that has been found before. */
  Definition get(String name) {
    return Optional.ofNullable(known.get(name)).orElseThrow();
  }

  private void read(String name, Settings settings, Reading reading) {
    var kind = settings.find("kind");
    var kindName = kind.flatMap(Setting::text).orElse(kinds.containsKey(name) ? name : HTTP);
    var reader = kinds.get(kindName);
    if (reader == null) {
      kind.orElseThrow()
          .refuse(
              "is no kind of provider that is known" + Suggestion.among(kinds.keySet(), kindName));
      known.put(name, new Definition(null, List.of()));
    } else {
      var draft = reader.read(name, settings);
      settings.refuseUnknown();
      known.put(name, new Definition(draft, reading.missing()));
    }
  }

  private Optional<Settings> readyMade(String name, Reading reading) {
    var file = "vendors/" + name + ".yaml";
    return YamlParser.parse(file, vendors.text(name), problems)
        .map(node -> new Setting(reading, file, node, "providers." + name))
        .flatMap(Setting::mapping);
  }

  private String suggestion(String name) {
    var names = new LinkedHashSet<>(known.keySet());
    names.addAll(readyMade);
    names.addAll(kinds.keySet());
    names.remove(HTTP);
    return Suggestion.among(names, name);
  }
}
