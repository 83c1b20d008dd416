package enrichment.providers.finder;

import enrichment.providers.finder.NoAnswerException.Reason;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a domain's mail exchangers about its mailboxes, one after the other, in as many sessions as
 * that takes. A session that ends early is followed by another with the same host as long as each
 * brings an answer at least; one that brings none is followed by the next host.
 */
final class Recipients implements AutoCloseable {

  private final EmailFinder.Settings settings;
  private final MailExchangers exchangers;
  private final MxPace pace;
  private final Deadline deadline;

  private final Deque<String> hosts;
  private final Deque<InetAddress> addresses = new ArrayDeque<>();

  /** The most telling of the ways in which hosts have failed. */
  private Reason failure = Reason.NOT_PUBLIC;

  private @Nullable SmtpSession session;
  private @Nullable Runnable leave;
  private int answers;
  private boolean resolved;

  Recipients(
      EmailFinder.Settings settings,
      MailExchangers exchangers,
      MxPace pace,
      Collection<String> hosts,
      Deadline deadline) {
    this.settings = settings;
    this.exchangers = exchangers;
    this.pace = pace;
    this.deadline = deadline;
    this.hosts = new ArrayDeque<>(hosts);
  }

  /**
   * @param address ASCII, and valid
   * @throws NoAnswerException when no host can be brought to say anything of it
   */
  Mailbox check(String address) throws NoAnswerException, InterruptedException {
    while (true) {
      try {
        var reply = session().recipient(address);
        if (!endsSession(reply)) {
          answers++;
          return Mailbox.of(reply);
        }
        endSession(Reason.LATER);
      } catch (SmtpException e) {
        endSession(e.reason());
      }
    }
  }

  @Override
  public void close() {
    try {
      if (session != null) {
        session.close();
      }
    } finally {
      session = null;
      answers = 0;
      if (leave != null) {
        leave.run();
        leave = null;
      }
    }
  }

  /** 421 closes it, and 4.5.3 says that it has had its fill of recipients (RFC 3463, 3.6). */
  private static boolean endsSession(SmtpReply reply) {
    return reply.isClosing() || reply.enhanced().filter("4.5.3"::equals).isPresent();
  }

  private void endSession(Reason reason) {
    boolean cameToNothing = answers == 0;
    close();
    if (cameToNothing) {
      note(reason);
      addresses.poll();
      if (reason == Reason.LATER || reason == Reason.REFUSED) {
        // The host has spoken; its other addresses would say the same.
        addresses.clear();
      }
    }
  }

  private void note(Reason reason) {
    failure = reason.compareTo(failure) > 0 ? reason : failure;
  }

  private SmtpSession session() throws NoAnswerException, SmtpException, InterruptedException {
    if (answers >= settings.recipientsPerSession()) {
      close();
    }
    if (session != null) {
      return session;
    }
    while (addresses.isEmpty()) {
      resolveNext();
    }
    if (deadline.hasPassed()) {
      throw new NoAnswerException(Reason.OUT_OF_TIME);
    }
    var host = hosts.getFirst();
    leave = pace.enter(host, deadline);
    session =
        SmtpSession.announcing(
            settings,
            host,
            new InetSocketAddress(addresses.getFirst(), settings.port()),
            deadline.orIn(settings.sessionTimeout()));
    return session;
  }

  /** Takes the next host's addresses; one that may not be dialled condemns them all. */
  private void resolveNext() throws NoAnswerException, InterruptedException {
    if (resolved) {
      hosts.poll();
    }
    resolved = true;
    if (hosts.isEmpty()) {
      throw new NoAnswerException(deadline.hasPassed() ? Reason.OUT_OF_TIME : failure);
    }
    var found = addressesOf(hosts.getFirst());
    if (found.isEmpty()) {
      note(Reason.UNREACHABLE);
    } else if (found.stream().allMatch(settings.addresses()::permits)) {
      addresses.addAll(found);
    }
  }

  /** A host of which DNS says nothing is down like any other: the next one may be up. */
  private List<InetAddress> addressesOf(String host) throws InterruptedException {
    try {
      return exchangers.addressesOf(host, deadline);
    } catch (DnsException e) {
      return List.of();
    }
  }
}
