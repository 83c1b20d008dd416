package enrichment.providers.config;

import enrichment.providers.http.HttpKind;
import enrichment.providers.http.VendorClient;
import java.time.InstantSource;
import java.util.Map;

/** Reads files with a kind that takes one greeting, beside those that there always are. */
final class TestFiles {

  /** Nobody is called. */
  private static final VendorClient CLIENT = new VendorClient();

  static ProvidersFile read(String text) {
    return read(text, Map.of());
  }

  static ProvidersFile read(String text, Map<String, String> environment) {
    return read(text, environment, new ScriptedKind());
  }

  static ProvidersFile read(String text, Map<String, String> environment, ProviderKind scripted) {
    return ProvidersFile.read("providers.yaml", text, environment, kinds(scripted));
  }

  static Map<String, ProviderKind> kinds(ProviderKind scripted) {
    return Map.of(
        "http",
        new HttpKind(CLIENT, InstantSource.system()),
        "directory",
        ProviderKind.of(new ScriptedProvider("directory", "", ScriptedProvider.DIRECTORY)),
        "scripted",
        scripted);
  }

  private TestFiles() {}
}
