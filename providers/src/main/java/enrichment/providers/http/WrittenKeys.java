package enrichment.providers.http;

import enrichment.providers.config.Setting;

/** Keys belong into the environment: files are copied, mailed and committed. */
final class WrittenKeys {

  private static final String NAME =
      "(?i)(.*[-_])?(authorization|api[-_]?key|token|secret|password)";

  /**
   * Refuses what has the name of a key and a value without a placeholder. The value is not quoted,
   * since it is what must not be seen.
   */
  static void refuse(String name, Setting setting, Template value) {
    if (value.isFixed() && name.matches(NAME)) {
      setting.refuse(
          "looks like a key that is written down; name its environment variable under key, and"
              + " write {key} here");
    }
  }

  private WrittenKeys() {}
}
