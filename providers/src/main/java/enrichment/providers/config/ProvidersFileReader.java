package enrichment.providers.config;

import enrichment.providers.Capability;
import enrichment.providers.Provider;
import enrichment.providers.config.ProvidersFile.Skipped;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads one providers file. */
final class ProvidersFileReader {

  private final String file;
  private final Problems problems = new Problems();
  private final Reading reading;
  private final Definitions definitions;

  ProvidersFileReader(
      String file, Map<String, String> environment, Map<String, ProviderKind> kinds) {
    this.file = file;
    this.reading = new Reading(problems, environment);
    this.definitions =
        new Definitions(problems, environment, kinds, new Vendors(getClass().getClassLoader()));
  }

  ProvidersFile read(String text) {
    var root =
        YamlParser.parse(file, text, problems)
            .map(node -> new Setting(reading, file, node, ""))
            .flatMap(Setting::mapping);
    var result = root.map(this::read);
    problems.throwIfAny();
    return result.orElseThrow().get();
  }

  /** What is left to do when nothing is wrong. */
  private Supplier<ProvidersFile> read(Settings settings) {
    var chains = new Chains(settings);
    var defined = settings.group("providers").map(Settings::all).orElseGet(LinkedHashMap::new);
    settings.refuseUnknown();
    defined.forEach(definitions::define);
    chains.steps().forEach(this::check);
    return () -> open(chains, defined.keySet());
  }

  private void check(Chains.Step step) {
    definitions
        .find(step.name(), step.at())
        .map(Definitions.Definition::capabilities)
        // Where its own settings are wrong, nobody knows yet what it can do.
        .filter(capabilities -> !capabilities.isEmpty())
        .filter(capabilities -> !capabilities.contains(step.capability()))
        .ifPresent(
            capabilities ->
                step.at().refuse("names " + step.name() + ", which " + inWords(capabilities)));
  }

  private ProvidersFile open(Chains chains, Set<String> defined) {
    var providers = new LinkedHashMap<String, Provider>();
    var skipped = new ArrayList<Skipped>();
    var unused = new LinkedHashSet<>(defined);
    for (var name : chains.steps().stream().map(Chains.Step::name).distinct().toList()) {
      var definition = definitions.get(name);
      definition
          .missing()
          .ifPresentOrElse(
              variable -> skipped.add(new Skipped(name, variable)),
              () -> providers.put(name, definition.open()));
      unused.remove(name);
    }
    var asked = new EnumMap<Capability, List<String>>(Capability.class);
    for (var capability : Capability.values()) {
      asked.put(
          capability, chains.names(capability).stream().filter(providers::containsKey).toList());
    }
    return new ProvidersFile(
        asked, Collections.unmodifiableMap(providers), List.copyOf(skipped), List.copyOf(unused));
  }

  private static String inWords(Set<Capability> capabilities) {
    return Stream.of(Capability.values())
        .filter(capabilities::contains)
        .map(
            capability ->
                switch (capability) {
                  case EMAIL -> "finds email";
                  case PHONE -> "finds phone";
                  case PERSONAL_EMAIL -> "finds personal_email";
                  case EMAIL_VERIFICATION -> "verifies emails";
                  case COMPANY_DOMAIN -> "finds domains";
                })
        .collect(Collectors.joining(" and "));
  }
}
