package enrichment.providers.finder;

import enrichment.domain.AddressPolicy;
import enrichment.providers.Answer;
import enrichment.providers.Capability;
import enrichment.providers.EmailVerdict;
import enrichment.providers.Provider;
import enrichment.providers.ProviderException;
import enrichment.providers.ProviderException.Kind;
import enrichment.providers.ProviderTerms;
import enrichment.providers.Question;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds and verifies professional addresses by asking the mail exchangers of a known domain which
 * recipients they accept (RFC 5321); no mail is sent.
 *
 * <p>Of {@link Capability#EMAIL}, it says {@code Found} with {@code DELIVERABLE} when a domain
 * accepts the address and refuses somebody random; with {@code CATCH_ALL} when it accepts everybody
 * and its pattern is known; {@code NotFound} when it refuses every candidate, accepts everybody, or
 * takes no mail, and of disposable and free-mail domains. Greylisting is {@code Pending}, and
 * {@code REFUSED} when it does not end. No connection at all is {@code NOT_YET}, since it may well
 * be this domain's fault alone; it is so with every domain where port 25 is blocked.
 *
 * <p>{@link Capability#EMAIL_VERIFICATION} is answered with a verdict always, {@code UNKNOWN} where
 * the exchangers tell nothing; but it is pending too while they ask for patience or others are
 * asking the same exchanger, and has no answer while DNS has none.
 */
public final class EmailFinder implements Provider {

  /** When time runs out in the middle of many candidates, the rest are asked about soon. */
  private static final Duration BREAK = Duration.ofMinutes(1);

  private final ProviderTerms terms;
  private final Settings settings;
  private final DomainPatterns patterns;
  private final MailExchangers exchangers;
  private final MxPace pace;

  /**
   * @param clock for the pace; deadlines go by the machine's
   * @param sleeper for the pace
   */
  public EmailFinder(
      ProviderTerms terms,
      Settings settings,
      DomainPatterns patterns,
      InstantSource clock,
      Sleeper sleeper) {
    this.terms = terms;
    this.settings = settings;
    this.patterns = patterns;
    this.exchangers = new MailExchangers(settings.dnsServer(), settings.dnsTimeout());
    this.pace = new MxPace(settings.pace(), clock, sleeper);
  }

  @Override
  public ProviderTerms terms() {
    return terms;
  }

  @Override
  public boolean can(Capability capability) {
    return capability == Capability.EMAIL || capability == Capability.EMAIL_VERIFICATION;
  }

  /** No names are made and nobody is asked for it. */
  @Override
  public boolean canAnswer(Question question) {
    return question.capability() == Capability.EMAIL_VERIFICATION
        || EmailSearch.domainOf(question).isPresent();
  }

  @Override
  public Answer ask(Question question) throws ProviderException {
    try {
      return switch (question.capability()) {
        case EMAIL -> find(question);
        case EMAIL_VERIFICATION -> verify(question);
        default -> throw new ProviderException(Kind.REFUSED, "not_offered");
      };
    } catch (DnsException e) {
      throw new ProviderException(Kind.NOT_YET, "dns_unanswered");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProviderException(Kind.NOT_YET, "interrupted");
    }
  }

  private Answer find(Question question)
      throws ProviderException, DnsException, InterruptedException {
    var before = Ticket.read(question.ticket());
    var search = EmailSearch.of(question, patterns, before).orElse(null);
    if (search == null) {
      return Answer.NOT_FOUND;
    }
    var deadline = deadline();
    var hosts = exchangers.of(search.domain(), before.seed(), deadline);
    if (hosts.isEmpty()) {
      return Answer.NOT_FOUND;
    }
    try (var recipients = new Recipients(settings, exchangers, pace, hosts, deadline)) {
      return search.search(recipients, patterns);
    } catch (NoAnswerException e) {
      return unfinished(e.reason(), before, search.ticket());
    }
  }

  private Answer unfinished(NoAnswerException.Reason reason, Ticket before, Ticket ticket)
      throws ProviderException {
    boolean hasComeFurther = !ticket.equals(before);
    return switch (reason) {
      case LATER -> postponed(ticket, reason);
      case BUSY -> new Answer.Pending(ticket.write(), BREAK);
      case OUT_OF_TIME -> {
        if (hasComeFurther) {
          yield new Answer.Pending(ticket.write(), BREAK);
        }
        throw new ProviderException(Kind.NOT_YET, reason.code());
      }
      case UNREACHABLE, BROKEN_OFF -> throw new ProviderException(Kind.NOT_YET, reason.code());
      case NOT_PUBLIC, REFUSED -> throw new ProviderException(Kind.REFUSED, reason.code());
    };
  }

  private Answer verify(Question question)
      throws ProviderException, DnsException, InterruptedException {
    var ticket = Ticket.read(question.ticket());
    var written = question.email() == null ? "" : question.email().strip();
    var address = EmailAddress.read(written).orElse(null);
    if (address == null) {
      return new Answer.Verified(unreadable(written));
    }
    var deadline = deadline();
    var hosts = exchangers.of(address.domain(), ticket.seed(), deadline);
    if (hosts.isEmpty()) {
      return new Answer.Verified(EmailVerdict.UNDELIVERABLE);
    }
    try (var recipients = new Recipients(settings, exchangers, pace, hosts, deadline)) {
      return new Answer.Verified(EmailCheck.check(address, ticket.seed(), recipients));
    } catch (NoAnswerException e) {
      return switch (e.reason()) {
        case LATER ->
            ticket.postponements() < settings.retryDelays().size()
                ? postponed(ticket, e.reason())
                : new Answer.Verified(EmailVerdict.UNKNOWN);
        case BUSY -> new Answer.Pending(ticket.write(), BREAK);
        default -> new Answer.Verified(EmailVerdict.UNKNOWN);
      };
    }
  }

  /** What is quoted or beyond ASCII may well exist (RFC 5321, RFC 6531), but is not asked about. */
  private static EmailVerdict unreadable(String written) {
    return written.matches("[!\\p{Alnum}#-~ ]*")
        ? EmailVerdict.UNDELIVERABLE
        : EmailVerdict.UNKNOWN;
  }

  private Answer postponed(Ticket ticket, NoAnswerException.Reason reason)
      throws ProviderException {
    if (ticket.postponements() >= settings.retryDelays().size()) {
      throw new ProviderException(Kind.REFUSED, reason.code());
    }
    var delay = settings.retryDelays().get(ticket.postponements());
    return new Answer.Pending(ticket.postponed().write(), delay);
  }

  /** Leaves some of the time for farewells. */
  private Deadline deadline() {
    return Deadline.in(terms.timeout().multipliedBy(9).dividedBy(10));
  }

  /**
   * How the finder behaves.
   *
   * @param mailFrom the sender that is announced: an address that exists, at a domain whose SPF
   *     record names the machine this runs on; empty: the null sender, which some servers refuse
   * @param helo this machine's name, which should be that of its address in DNS
   * @param port of mail exchangers
   * @param dnsServer null: what the system uses
   * @param dnsTimeout of a lookup
   * @param connectTimeout to an address
   * @param commandTimeout from a command to its whole answer. Far below what RFC 5321, 4.5.3.2 has
   *     a client wait before it gives up mail, since none is sent; but above the seconds for which
   *     servers make strangers wait
   * @param sessionTimeout for a whole session
   * @param pace from the start of one session with a mail exchanger to the start of the next
   * @param recipientsPerSession at most so many are asked about in a session, since servers cut off
   *     those who ask for many that do not exist
   * @param retryDelays how long greylisted questions wait, each time; after the last they are given
   *     up
   * @param addresses which addresses may be dialled
   */
  public record Settings(
      String mailFrom,
      String helo,
      int port,
      @Nullable InetSocketAddress dnsServer,
      Duration dnsTimeout,
      Duration connectTimeout,
      Duration commandTimeout,
      Duration sessionTimeout,
      Duration pace,
      int recipientsPerSession,
      List<Duration> retryDelays,
      AddressPolicy addresses) {

    /**
     * @throws IllegalArgumentException when a sender or a name is none
     */
    public Settings {
      retryDelays = List.copyOf(retryDelays);
      if (!mailFrom.isEmpty() && EmailAddress.read(mailFrom).isEmpty()) {
        throw new IllegalArgumentException("The sender must be an email address or empty");
      }
      if (!isHelo(helo)) {
        throw new IllegalArgumentException("HELO must be a host name or an address in brackets");
      }
      if (recipientsPerSession < 1) {
        throw new IllegalArgumentException("A session asks about one recipient at least");
      }
    }

    static boolean isHelo(String text) {
      return text.matches("[A-Za-z0-9.-]+|\\[[A-Za-z0-9.:]+]");
    }

    /** With what suits the internet for everything else. */
    public static Settings of(String mailFrom, String helo) {
      return new Settings(
          mailFrom,
          helo,
          25,
          null,
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(45),
          Duration.ofSeconds(1),
          8,
          List.of(
              Duration.ofMinutes(15),
              Duration.ofMinutes(30),
              Duration.ofMinutes(60),
              Duration.ofMinutes(120)),
          AddressPolicy.allowing(List.of()));
    }
  }
}
