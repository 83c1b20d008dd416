package enrichment.providers.config;

import enrichment.domain.EnrichmentType;
import enrichment.providers.Capability;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The places of a file that say who is asked for what, in order. */
final class Chains {

  static final String DIRECTORY = "directory";

  /**
   * One name in a chain.
   *
   * @param at where it stands
   */
  record Step(Capability capability, String name, Setting at) {}

  private final List<Step> steps = new ArrayList<>();

  Chains(Settings file) {
    file.require("waterfall").ifPresent(waterfall -> readWaterfall(file, waterfall));
    file.find("verification").ifPresent(chain -> read(chain, Capability.EMAIL_VERIFICATION));
    file.find("domains").ifPresent(chain -> read(chain, Capability.COMPANY_DOMAIN));
  }

  private void readWaterfall(Settings file, Setting waterfall) {
    file.group(waterfall)
        .ifPresent(
            types -> {
              for (var type : EnrichmentType.values()) {
                var capability = Capability.finding(type);
                types
                    .find(type.wireName())
                    .ifPresentOrElse(
                        chain -> read(chain, capability),
                        () -> steps.add(new Step(capability, DIRECTORY, waterfall)));
              }
            });
  }

  private void read(Setting chain, Capability capability) {
    var seen = new HashSet<String>();
    var written = chain.list();
    if (chain.isList() && written.isEmpty()) {
      chain.refuse("names nobody");
    }
    for (var item : written) {
      var at = item.named(chain.path());
      at.text()
          .ifPresent(
              name -> {
                if (seen.add(name)) {
                  steps.add(new Step(capability, name, at));
                } else {
                  at.refuse("names " + Setting.excerpt(name) + " twice");
                }
              });
    }
  }

  List<Step> steps() {
    return steps;
  }

  /** Who is asked for this; nobody is left out yet. */
  List<String> names(Capability capability) {
    return steps.stream().filter(step -> step.capability() == capability).map(Step::name).toList();
  }
}
