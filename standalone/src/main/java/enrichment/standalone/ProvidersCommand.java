package enrichment.standalone;

import enrichment.providers.Capability;
import enrichment.providers.KeyCheck;
import enrichment.providers.Provider;
import enrichment.providers.config.ProvidersFile;
import enrichment.worker.ProviderSettings;
import enrichment.worker.Providers;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Tells who is asked for what, and asks each vendor that says so for free whether its key works.
 */
final class ProvidersCommand {

  /**
   * @return 1 when a key is refused
   */
  static int run(ProviderSettings settings) {
    try (var providers = Providers.openToList(settings)) {
      return print(providers.file());
    }
  }

  private static int print(ProvidersFile file) {
    for (var capability : Capability.values()) {
      var chain = file.chain(capability);
      if (!chain.isEmpty()) {
        System.out.printf("%-19s %s%n", capability.wireName(), String.join(", ", chain));
      }
    }
    System.out.println();
    var refused = 0;
    for (var provider : file.providers()) {
      var check = provider.checkKey();
      refused += check.state() == KeyCheck.State.REFUSED ? 1 : 0;
      System.out.printf("%-28s %-34s %s%n", provider.name(), capabilities(provider), text(check));
    }
    for (var skipped : file.skipped()) {
      System.out.printf("%-28s skipped: %s is not set%n", skipped.name(), skipped.variable());
    }
    for (var name : file.unused()) {
      System.out.printf("%-28s defined, and named in no chain%n", name);
    }
    System.out.printf("%nReady-made: %s%n", String.join(", ", ProvidersFile.vendors()));
    return refused == 0 ? 0 : 1;
  }

  private static String capabilities(Provider provider) {
    return Arrays.stream(Capability.values())
        .filter(provider::can)
        .map(Capability::wireName)
        .collect(Collectors.joining(", "));
  }

  private static String text(KeyCheck check) {
    return switch (check.state()) {
      case VALID -> "key works" + (check.detail() == null ? "" : ", " + check.detail());
      case REFUSED -> "KEY REFUSED";
      case UNREACHABLE -> "does not answer";
      case NOT_OFFERED -> "";
    };
  }

  private ProvidersCommand() {}
}
