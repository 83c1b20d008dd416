package enrichment.providers.finder;

import enrichment.providers.finder.NoAnswerException.Reason;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * A session with a mail exchanger in which mail is announced and none is sent (RFC 5321). Commands
 * go one by one, each after the answer to the one before; every one has a deadline, and so has the
 * session.
 */
final class SmtpSession implements AutoCloseable {

  /** A farewell is not worth more. */
  private static final Duration LONGEST_FAREWELL = Duration.ofSeconds(1);

  private final Socket socket;
  private final Duration commandTimeout;
  private final Deadline deadline;
  private Socket channel;
  private SmtpReplies replies;
  private boolean healthy = true;
  private boolean announced;

  private SmtpSession(Socket socket, Duration commandTimeout, Deadline deadline)
      throws IOException {
    this.socket = socket;
    this.commandTimeout = commandTimeout;
    this.deadline = deadline;
    this.channel = socket;
    this.replies = new SmtpReplies(socket.getInputStream());
  }

  /**
   * Connects, greets, takes TLS where it is offered, and announces mail. Where TLS fails, it is
   * done without: the other choice of RFC 7435 would be not to talk at all.
   *
   * @param host the mail exchanger's name
   * @throws SmtpException when the server does not get as far as {@code RCPT TO}
   */
  static SmtpSession announcing(
      EmailFinder.Settings settings, String host, InetSocketAddress address, Deadline deadline)
      throws SmtpException {
    try {
      return announce(settings, host, address, deadline, true);
    } catch (TlsException e) {
      return announce(settings, host, address, deadline, false);
    }
  }

  private static SmtpSession announce(
      EmailFinder.Settings settings,
      String host,
      InetSocketAddress address,
      Deadline deadline,
      boolean tls)
      throws SmtpException {
    var session = connect(settings, address, deadline);
    try {
      session.require(session.reply());
      boolean offered = session.greet(settings.helo());
      if (tls && offered) {
        session.encrypt(host, settings.helo());
      }
      session.require(session.say("MAIL FROM:<" + settings.mailFrom() + ">"));
      session.announced = true;
      return session;
    } catch (SmtpException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private static SmtpSession connect(
      EmailFinder.Settings settings, InetSocketAddress address, Deadline deadline)
      throws SmtpException {
    var socket = new Socket();
    try {
      long millis = deadline.orIn(settings.connectTimeout()).remaining().toMillis();
      // To the socket, 0 is for ever.
      socket.connect(address, (int) Math.max(1, millis));
      socket.setTcpNoDelay(true);
      return new SmtpSession(socket, settings.commandTimeout(), deadline);
    } catch (IOException e) {
      close(socket);
      throw new SmtpException(Reason.UNREACHABLE, e);
    }
  }

  /**
   * @param address ASCII, and valid
   */
  SmtpReply recipient(String address) throws SmtpException {
    return say("RCPT TO:<" + address + ">");
  }

  /** Takes back what was announced and says goodbye, as long as that is heard. */
  @Override
  public void close() {
    try {
      if (healthy && announced) {
        say("RSET", LONGEST_FAREWELL);
      }
      if (healthy) {
        say("QUIT", LONGEST_FAREWELL);
      }
    } catch (SmtpException e) {
      // Then there is nobody to part from.
    } finally {
      close(socket);
    }
  }

  /**
   * @return whether the server offers TLS
   */
  private boolean greet(String helo) throws SmtpException {
    var reply = say("EHLO " + helo);
    if (reply.isPositive()) {
      return reply.lines().stream()
          .skip(1)
          .anyMatch(line -> line.strip().toUpperCase(Locale.ROOT).equals("STARTTLS"));
    }
    if (reply.isTransient()) {
      require(reply);
    }
    require(say("HELO " + helo));
    return false;
  }

  /** RFC 3207. A server that declines after all is talked to in the clear. */
  private void encrypt(String host, String helo) throws SmtpException {
    try {
      if (say("STARTTLS").isPositive()) {
        shakeHands(host);
        greet(helo);
      }
    } catch (SmtpException e) {
      throw e.reason() == Reason.BROKEN_OFF ? new TlsException() : e;
    }
  }

  private void shakeHands(String host) throws SmtpException {
    var watchdog = Watchdog.over(socket, deadline.orIn(commandTimeout));
    try {
      if (replies.hasMore()) {
        // Said in the clear, to be believed later as if it came through TLS.
        throw new TlsException();
      }
      channel = OpportunisticTls.over(socket, host);
      replies = new SmtpReplies(channel.getInputStream());
    } catch (IOException e) {
      healthy = false;
      throw new TlsException();
    } finally {
      watchdog.close();
    }
  }

  private SmtpReply say(String command) throws SmtpException {
    return say(command, commandTimeout);
  }

  private SmtpReply say(String command, Duration timeout) throws SmtpException {
    return exchange(command + "\r\n", timeout);
  }

  /** The greeting, which answers nothing. */
  private SmtpReply reply() throws SmtpException {
    return exchange("", commandTimeout);
  }

  private SmtpReply exchange(String command, Duration timeout) throws SmtpException {
    var watchdog = Watchdog.over(socket, deadline.orIn(timeout));
    try {
      var out = channel.getOutputStream();
      out.write(command.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      var reply = replies.read();
      healthy = !reply.isClosing();
      return reply;
    } catch (SmtpException e) {
      healthy = false;
      throw e;
    } catch (IOException e) {
      healthy = false;
      throw new SmtpException(Reason.BROKEN_OFF, e);
    } finally {
      watchdog.close();
    }
  }

  private void require(SmtpReply reply) throws SmtpException {
    if (!reply.isPositive()) {
      throw new SmtpException(reply.isTransient() ? Reason.LATER : Reason.REFUSED);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Closed all the same.
    }
  }
}
