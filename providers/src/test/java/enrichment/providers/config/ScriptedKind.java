package enrichment.providers.config;

import enrichment.providers.Capability;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A kind with code of its own, that tells whom it has opened. */
final class ScriptedKind implements ProviderKind {

  private static final Set<Capability> CAPABILITIES =
      Set.of(Capability.EMAIL, Capability.EMAIL_VERIFICATION);

  private final List<String> opened = new ArrayList<>();

  @Override
  public ProviderDraft read(String name, Settings settings) {
    var greeting = settings.requireText("greeting");
    return new ProviderDraft(
        CAPABILITIES,
        () -> {
          opened.add(name);
          return new ScriptedProvider(name, greeting, CAPABILITIES);
        });
  }

  List<String> opened() {
    return opened;
  }
}
