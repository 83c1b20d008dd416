package enrichment.providers.finder;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.MXRecord;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on loopback, over UDP and TCP, for the names that it is told. */
final class DnsServer implements AutoCloseable {

  private static final int TTL = 60;

  /** As DNS Flag Day 2020 recommends. */
  private static final int LARGEST_DATAGRAM = 1232;

  private final DatagramSocket udp;
  private final ServerSocket tcp;
  private final Map<Name, List<Record>> zone = new ConcurrentHashMap<>();
  private final Map<Name, Integer> failing = new ConcurrentHashMap<>();
  private final Set<Name> silent = ConcurrentHashMap.newKeySet();
  private final Set<Name> tooBigForUdp = ConcurrentHashMap.newKeySet();
  private final Queue<String> questions = new ConcurrentLinkedQueue<>();

  DnsServer() throws IOException {
    var sockets = open();
    tcp = sockets.tcp();
    udp = sockets.udp();
    Thread.ofPlatform().daemon().start(this::serveUdp);
    Thread.ofPlatform().daemon().start(this::serveTcp);
  }

  InetSocketAddress address() {
    return new InetSocketAddress(tcp.getInetAddress(), tcp.getLocalPort());
  }

  DnsServer mx(String domain, int preference, String host) {
    return add(new MXRecord(name(domain), DClass.IN, TTL, preference, name(host)));
  }

  DnsServer address(String host, String address) {
    try {
      var ip = InetAddress.getByName(address);
      return add(
          ip.getAddress().length == 4
              ? new ARecord(name(host), DClass.IN, TTL, ip)
              : new AAAARecord(name(host), DClass.IN, TTL, ip));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  DnsServer failing(String domain, int rcode) {
    failing.put(name(domain), rcode);
    return this;
  }

  DnsServer silent(String domain) {
    silent.add(name(domain));
    return this;
  }

  DnsServer tooBigForUdp(String domain) {
    tooBigForUdp.add(name(domain));
    return this;
  }

  /** What was asked, as {@code UDP acme.test. MX}. */
  List<String> questions() {
    return List.copyOf(questions);
  }

  @Override
  public void close() throws IOException {
    udp.close();
    tcp.close();
  }

  private DnsServer add(Record entry) {
    zone.merge(
        entry.getName(),
        List.of(entry),
        (known, more) -> {
          var all = new ArrayList<>(known);
          all.addAll(more);
          return List.copyOf(all);
        });
    return this;
  }

  private record Sockets(ServerSocket tcp, DatagramSocket udp) {}

  /** Of one port, which may be free for TCP and not for UDP. */
  private static Sockets open() throws IOException {
    for (int attempt = 1; ; attempt++) {
      var tcp = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      try {
        return new Sockets(tcp, new DatagramSocket(tcp.getLocalPort(), tcp.getInetAddress()));
      } catch (IOException e) {
        tcp.close();
        if (attempt == 20) {
          throw e;
        }
      }
    }
  }

  private void serveUdp() {
    var buffer = new byte[4096];
    try {
      while (true) {
        var packet = new DatagramPacket(buffer, buffer.length);
        udp.receive(packet);
        var answer = answer(Arrays.copyOf(buffer, packet.getLength()), true);
        if (answer.length > 0) {
          udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serveTcp() {
    try {
      while (true) {
        try (var connection = tcp.accept();
            var in = new DataInputStream(connection.getInputStream());
            var out = new DataOutputStream(connection.getOutputStream())) {
          var question = new byte[in.readUnsignedShort()];
          in.readFully(question);
          var answer = answer(question, false);
          out.writeShort(answer.length);
          out.write(answer);
        }
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private byte[] answer(byte[] packet, boolean overUdp) throws IOException {
    var question = new Message(packet);
    var asked = question.getQuestion();
    var name = asked.getName();
    questions.add((overUdp ? "UDP " : "TCP ") + name + " " + Type.string(asked.getType()));
    if (silent.contains(name)) {
      return new byte[0];
    }
    var answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setFlag(Flags.RA);
    answer.addRecord(asked, Section.QUESTION);
    if (failing.containsKey(name)) {
      answer.getHeader().setRcode(failing.get(name));
    } else if (!zone.containsKey(name)) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    } else if (overUdp && tooBigForUdp.contains(name)) {
      answer.getHeader().setFlag(Flags.TC);
    } else {
      zone.get(name).stream()
          .filter(entry -> entry.getType() == asked.getType())
          .forEach(entry -> answer.addRecord(entry, Section.ANSWER));
    }
    // Sets the flag that asks for TCP where the answer is longer.
    return answer.toWire(overUdp ? LARGEST_DATAGRAM : 65535);
  }

  private static Name name(String domain) {
    return Name.fromConstantString(domain.endsWith(".") ? domain : domain + ".");
  }
}
