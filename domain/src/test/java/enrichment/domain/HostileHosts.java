package enrichment.domain;

import java.util.List;
import java.util.stream.Stream;

/** Hosts that are written as they should be, but are in the wrong place. */
final class HostileHosts {

  private static final String PUBLIC_IPV4 = "93.184.216.34";
  private static final String PUBLIC_IPV6 = "2606:2800:220:1::1";

  private HostileHosts() {}

  static Stream<HostileUrl> addresses() {
    var ipv4 =
        Stream.of(
            "0.0.0.0",
            "0.0.0.1",
            "0.255.255.255",
            "10.0.0.0",
            "10.255.255.255",
            "100.64.0.1",
            // Alibaba's metadata.
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.0.0.2",
            "127.0.1.1",
            "127.1.2.3",
            "127.255.255.255",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            // Of containers at AWS.
            "169.254.170.2",
            "169.254.255.255",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            // Oracle's metadata.
            "192.0.0.192",
            "192.0.2.1",
            "192.31.196.1",
            "192.52.193.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "192.175.48.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "224.0.0.251",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.254",
            "255.255.255.255");
    var ipv6 =
        Stream.of(
            "::",
            "::1",
            "0:0:0:0:0:0:0:1",
            "0000:0000:0000:0000:0000:0000:0000:0001",
            "::0001",
            "0::1",
            "::2",
            // IPv4-compatible, and -translated.
            "::7f00:1",
            "::a9fe:a9fe",
            "::ffff:0:7f00:1",
            // NAT64.
            "64:ff9b::7f00:1",
            "64:FF9B::A9FE:A9FE",
            "64:ff9b::5db8:d822",
            "64:ff9b:1::a00:1",
            "64:ff9b:1:ffff::1",
            "100::1",
            // Teredo, ORCHID, benchmarks.
            "2001::1",
            "2001:0:7f00:1::",
            "2001:0:5ef5:79fd::80ff:fffe",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
            // 6to4.
            "2002::1",
            "2002:7f00:1::",
            "2002:7f00:1::7f00:1",
            "2002:a00:1::1",
            "2002:a9fe:a9fe::",
            "2002:5db8:d822::1",
            "2620:4f:8000::1",
            "3fff::1",
            "3fff:fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            // Metadata of AWS and Google.
            "fd00:ec2::254",
            "fd20:ce::254",
            "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "fe80::5efe:7f00:1",
            "FE80::1",
            "febf::1",
            "fec0::1",
            "ff01::1",
            "ff02::1",
            "ff02::fb",
            "ff05::2",
            "ff0e::1",
            "ffff::1");
    return Stream.of(
            ipv4.flatMap(
                address ->
                    Stream.of(
                        leadingTo("http://" + address + ":PORT/", address),
                        leadingTo("https://" + address + "/", address))),
            ipv6.map(address -> leadingTo("http://[" + address + "]:PORT/", address)),
            Stream.of(
                leadingTo("http://127.0.0.1:80/", "127.0.0.1"),
                leadingTo("http://127.0.0.1:443/", "127.0.0.1"),
                leadingTo("http://127.0.0.1:00080/", "127.0.0.1"),
                leadingTo("http://127.0.0.1:/", "127.0.0.1"),
                leadingTo("HTTP://127.0.0.1:PORT", "127.0.0.1"),
                leadingTo("http://127.0.0.1:PORT?@public.example", "127.0.0.1"),
                leadingTo("http://127.0.0.1:PORT#@public.example", "127.0.0.1"),
                leadingTo("http://127.0.0.1:PORT/@public.example/../..", "127.0.0.1"),
                leadingTo("http://127.0.0.1:PORT//public.example/", "127.0.0.1"),
                leadingTo("http://127.0.0.1:PORT/latest/meta-data/%0d%0aHost:%20a", "127.0.0.1"),
                leadingTo("https://[::1]", "::1"),
                leadingTo("https://[::1]:443/", "::1")))
        .flatMap(urls -> urls);
  }

  static Stream<HostileUrl> names() {
    return Stream.concat(
        Stream.of(
            leadingTo("http://localhost:PORT/", "127.0.0.1", "::1"),
            leadingTo("http://localhost/", "127.0.0.1"),
            leadingTo("https://localhost/", "::1"),
            leadingTo("http://localhost.:PORT/", "127.0.0.1"),
            leadingTo("http://LocalHost:PORT/", "127.0.0.1"),
            leadingTo("http://localhost\u3002:PORT/", "127.0.0.1"),
            leadingTo("http://localhost\uff0e:PORT/", "127.0.0.1"),
            leadingTo(
                "http://\uff4c\uff4f\uff43\uff41\uff4c\uff48\uff4f\uff53\uff54:PORT/", "127.0.0.1"),
            leadingTo(
                "http://\u24db\u24de\u24d2\u24d0\u24db\u24d7\u24de\u24e2\u24e3:PORT/", "127.0.0.1"),
            leadingTo("http://local\u00adhost:PORT/", "127.0.0.1"),
            leadingTo("http://local\u200bhost:PORT/", "127.0.0.1"),
            leadingTo("http://localho\u017ft:PORT/", "127.0.0.1"),
            leadingTo("http://localhost.localdomain:PORT/", "127.0.0.1"),
            leadingTo("http://ip6-localhost:PORT/", "::1"),
            leadingTo("http://anything.localhost:PORT/", "127.0.0.1"),
            leadingTo("http://a:PORT/", "127.0.0.1"),
            leadingTo("http://0x7f000001.example:PORT/", "127.0.0.1"),
            leadingTo("http://127.0.0.1.nip.example:PORT/", "127.0.0.1"),
            leadingTo("http://127-0-0-1.nip.example:PORT/", "127.0.0.1"),
            leadingTo("http://7f000001.nip.example:PORT/", "127.0.0.1"),
            leadingTo("http://r3---1.nip.example:PORT/", "::1"),
            leadingTo("http://xn--bcher-kva.example:PORT/", "127.0.0.1"),
            leadingTo("http://b\u00fccher.example:PORT/", "127.0.0.1"),
            leadingTo("http://hooks.xn--fa-hia.example:PORT/", "127.0.0.1"),
            leadingTo("http://metadata:PORT/", "169.254.169.254"),
            leadingTo("http://metadata.google.internal/", "169.254.169.254", "fd20:ce::254"),
            leadingTo("http://instance-data/latest/meta-data/", "169.254.169.254"),
            leadingTo("http://host.docker.internal:PORT/", "172.17.0.1"),
            leadingTo("https://kubernetes.default.svc/", "10.96.0.1"),
            leadingTo("http://postgres:5432/", "172.18.0.2"),
            leadingTo("http://public.example#@localhost:PORT/", "10.0.0.1"),
            leadingTo("http://public.example?@localhost:PORT/", "10.0.0.1"),
            // One wrong answer among good ones.
            leadingTo("http://mixed.example:PORT/", PUBLIC_IPV4, "127.0.0.1"),
            leadingTo("http://mixed-first.example:PORT/", "127.0.0.1", PUBLIC_IPV4),
            leadingTo("http://mixed-middle.example:PORT/", PUBLIC_IPV4, "127.0.0.1", PUBLIC_IPV6),
            leadingTo("http://mixed-families.example:PORT/", PUBLIC_IPV4, "::1"),
            leadingTo("http://mixed-ipv6.example:PORT/", PUBLIC_IPV6, "fd00::1"),
            leadingTo("http://mixed-mapped.example:PORT/", PUBLIC_IPV4, "::ffff:127.0.0.1"),
            leadingTo("http://mixed-link-local.example:PORT/", PUBLIC_IPV6, "fe80::1"),
            leadingTo("http://mixed-metadata.example:PORT/", PUBLIC_IPV4, "169.254.169.254")),
        Stream.of(
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "127.0.0.1",
                "127.1.2.3",
                "168.63.129.16",
                "169.254.169.254",
                "172.16.0.1",
                "192.168.1.1",
                "198.18.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:0.0.0.0",
                "::ffff:10.0.0.1",
                "::ffff:93.184.216.34",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::169.254.169.254",
                "2001::1",
                "2002:7f00:1::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fe80::a9fe:a9fe",
                "ff02::1")
            .map(
                address ->
                    leadingTo(
                        "http://a%sz.example:PORT/".formatted(address.replaceAll("[.:]+", "-")),
                        address)));
  }

  private static HostileUrl leadingTo(String url, String... answers) {
    return HostileUrl.leadingTo(List.of(answers), url);
  }
}
