package enrichment.providers.finder;

import enrichment.providers.Capability;
import enrichment.providers.ProviderTerms;
import enrichment.providers.config.ProviderDraft;
import enrichment.providers.config.ProviderKind;
import enrichment.providers.config.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** {@code kind: email-finder}: see {@link EmailFinder.Settings} for what its settings mean. */
public final class EmailFinderKind implements ProviderKind {

  public static final String NAME = "email-finder";

  /** A session has 45 s, and a name may take more than one. */
  private static final Duration TIMEOUT = Duration.ofSeconds(90);

  private static final int CONCURRENCY = 50;

  private final DomainPatterns patterns;

  public EmailFinderKind(DomainPatterns patterns) {
    this.patterns = patterns;
  }

  @Override
  public ProviderDraft read(String name, Settings settings) {
    var terms = terms(name, settings);
    var usual = EmailFinder.Settings.of("", "localhost");
    var read =
        new EmailFinder.Settings(
            sender(settings),
            helo(settings),
            settings.integer("port", usual.port(), 1, 65_535),
            usual.dnsServer(),
            usual.dnsTimeout(),
            usual.connectTimeout(),
            usual.commandTimeout(),
            usual.sessionTimeout(),
            settings.duration("pace", usual.pace(), Duration.ZERO, Duration.ofMinutes(10)),
            settings.integer("recipients_per_session", usual.recipientsPerSession(), 1, 100),
            usual.retryDelays(),
            usual.addresses());
    return new ProviderDraft(
        Set.of(Capability.EMAIL, Capability.EMAIL_VERIFICATION),
        () -> new EmailFinder(terms, read, patterns, InstantSource.system(), Sleeper.REAL));
  }

  /** It costs nothing to ask again; and it takes its time, so it holds no slots of others. */
  private static ProviderTerms terms(String name, Settings settings) {
    var read = settings.terms(name, TIMEOUT);
    return new ProviderTerms(
        read.name(),
        read.timeout(),
        read.attempts(),
        read.rate(),
        read.concurrency() == null ? CONCURRENCY : read.concurrency(),
        read.cost(),
        true);
  }

  private static String sender(Settings settings) {
    return settings
        .require("mail_from")
        .flatMap(
            setting ->
                setting.parsed(
                    "an email address",
                    text -> Optional.of(text).filter(t -> EmailAddress.read(t).isPresent())))
        .orElse("");
  }

  private static String helo(Settings settings) {
    return settings
        .require("helo")
        .flatMap(
            setting ->
                setting.parsed(
                    "a host name, or an address in brackets",
                    text -> Optional.of(text).filter(EmailFinder.Settings::isHelo)))
        .orElse("localhost");
  }
}
