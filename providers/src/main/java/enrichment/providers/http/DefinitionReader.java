package enrichment.providers.http;

import enrichment.providers.Capability;
import enrichment.providers.ProviderTerms;
import enrichment.providers.config.Setting;
import enrichment.providers.config.Settings;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the definition of a vendor. */
final class DefinitionReader {

  private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);

  private static final Map<String, Capability> CAPABILITIES = new LinkedHashMap<>();

  static {
    CAPABILITIES.put("email", Capability.EMAIL);
    CAPABILITIES.put("phone", Capability.PHONE);
    CAPABILITIES.put("personal_email", Capability.PERSONAL_EMAIL);
    CAPABILITIES.put("verification", Capability.EMAIL_VERIFICATION);
    CAPABILITIES.put("domain", Capability.COMPANY_DOMAIN);
  }

  private static final Set<Capability> ALONE =
      EnumSet.of(Capability.EMAIL_VERIFICATION, Capability.COMPANY_DOMAIN);

  private final Settings settings;
  private final Set<Capability> finds;
  private final @Nullable String key;
  private final ProviderTerms terms;

  DefinitionReader(String name, Settings settings) {
    this.settings = settings;
    settings.require("source").ifPresent(DefinitionReader::checkSource);
    this.finds = settings.require("finds").map(DefinitionReader::finds).orElse(Set.of());
    this.key = settings.secret("key").orElse(null);
    this.terms = settings.terms(name, USUAL_TIMEOUT);
  }

  Set<Capability> finds() {
    return finds;
  }

  /** Complete where nothing is wrong. */
  Definition read() {
    var allowed = placeholders();
    var general = new DialogueReader(settings, allowed);
    var perType = settings.group("by_type").map(types -> perType(types, allowed)).orElse(Map.of());
    var dialogues = new EnumMap<Capability, Dialogue>(Capability.class);
    if (finds.isEmpty()) {
      general.acceptAnyAnswer();
    }
    for (var capability : finds) {
      var own = Optional.ofNullable(perType.get(capability));
      general.dialogue(capability, own).ifPresent(dialogue -> dialogues.put(capability, dialogue));
    }
    if (key != null && dialogues.values().stream().anyMatch(one -> !uses(one, Placeholder.KEY))) {
      settings
          .find("key")
          .ifPresent(setting -> setting.refuse("is used nowhere: a request has to say {key}"));
    }
    return new Definition(
        terms,
        key,
        dialogues,
        settings.group("check").flatMap(check -> check(check, general)).orElse(null));
  }

  private static boolean uses(Dialogue dialogue, Placeholder placeholder) {
    return dialogue.request().uses(placeholder);
  }

  private Map<Capability, DialogueReader> perType(Settings types, Set<Placeholder> allowed) {
    var readers = new EnumMap<Capability, DialogueReader>(Capability.class);
    CAPABILITIES.forEach(
        (name, capability) ->
            types
                .find(name)
                .ifPresent(
                    type -> {
                      if (!finds.contains(capability) && !finds.isEmpty()) {
                        type.refuse("is of no use: finds does not name " + name);
                      }
                      types
                          .group(type)
                          .ifPresent(
                              own -> readers.put(capability, new DialogueReader(own, allowed)));
                    }));
    return readers;
  }

  private Optional<Check> check(Settings check, DialogueReader general) {
    if (key == null) {
      check.refuse("checks the key, and there is none");
    }
    var credits = check.find("credits").flatMap(Jq::read).orElse(null);
    return check
        .require("request")
        .flatMap(check::group)
        .flatMap(request -> RequestReader.read(request, EnumSet.of(Placeholder.KEY)))
        .map(request -> new Check(request, general.meanings(), credits));
  }

  /** Those that have a value when it is asked. */
  private Set<Placeholder> placeholders() {
    var allowed = EnumSet.allOf(Placeholder.class);
    allowed.remove(Placeholder.TICKET);
    if (key == null) {
      allowed.remove(Placeholder.KEY);
    }
    if (!finds.contains(Capability.EMAIL_VERIFICATION)) {
      allowed.remove(Placeholder.EMAIL);
    }
    if (finds.contains(Capability.COMPANY_DOMAIN)) {
      allowed.remove(Placeholder.DOMAIN);
    }
    return allowed;
  }

  /** Nothing where something is wrong with it. */
  private static Set<Capability> finds(Setting setting) {
    var finds = EnumSet.noneOf(Capability.class);
    var expected = "one of " + String.join(", ", CAPABILITIES.keySet());
    var names = setting.list();
    for (var name : names) {
      name.parsed(expected, text -> Optional.ofNullable(CAPABILITIES.get(text)))
          .filter(capability -> !finds.add(capability))
          .ifPresent(capability -> name.refuse("is there already"));
    }
    if (setting.isList() && names.isEmpty()) {
      setting.refuse("names nothing");
    }
    if (finds.size() > 1 && finds.stream().anyMatch(ALONE::contains)) {
      setting.refuse("must name verification and domain each alone");
      finds.clear();
    }
    return finds;
  }

  private static void checkSource(Setting setting) {
    setting.parsed(
        "the address of the vendor's documentation",
        text -> Optional.of(text).filter(address -> address.matches("https?://[^\\s/]+(/\\S*)?")));
  }
}
