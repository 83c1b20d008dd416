package enrichment.domain;

import enrichment.domain.HostileUrl.Rule;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Hosts and ports that are not written as they should be. */
final class HostileAuthorities {

  private HostileAuthorities() {}

  static Stream<HostileUrl> all() {
    return Stream.of(names(), brackets(), ports()).flatMap(urls -> urls);
  }

  private static Stream<HostileUrl> names() {
    return HostileUrl.eachRefusedBy(
        Rule.HOST,
        "http://.localhost:PORT/",
        "http://localhost..:PORT/",
        "http://a..localhost:PORT/",
        "http://.:PORT/",
        "http://..:PORT/",
        "http://...:PORT/",
        "http://localhost\u3002\u3002:PORT/",
        "http://loc%61lhost:PORT/",
        "http://localhost%00:PORT/",
        "http://localhost%00.public.example:PORT/",
        "http://localhost%2f.public.example:PORT/",
        "http://localhost%23.public.example:PORT/",
        "http://localhost%3f.public.example:PORT/",
        "http://localhost%0d%0a:PORT/",
        "http://localhost%20:PORT/",
        "http://localhost%2e:PORT/",
        "http://localhost%25:PORT/",
        "http://%6c%6f%63%61%6c%68%6f%73%74:PORT/",
        "http://%EF%BD%8Clocalhost:PORT/",
        "http://local_host:PORT/",
        "http://_localhost:PORT/",
        "http://*.localhost:PORT/",
        "http://*:PORT/",
        "http://-localhost:PORT/",
        "http://localhost-:PORT/",
        "http://-.localhost:PORT/",
        "http://localhost.1:PORT/",
        "http://localhost.0x1:PORT/",
        "http://localhost.0x:PORT/",
        "http://localhost.007:PORT/",
        "http://localhost.1.:PORT/",
        "http://localhost.1a:PORT/",
        "http://localhost.\uff11:PORT/",
        "http://xn--:PORT/",
        "http://xn--a:PORT/",
        "http://xn--localhost-:PORT/",
        "http://xn--127-.0.0.1:PORT/",
        "http://xn--0.localhost:PORT/",
        // ASCII alone, encoded as if it were not.
        "http://xn--a-ecp.localhost:PORT/",
        "http://local\ufffdhost:PORT/",
        "http://local\u202ehost:PORT/",
        "http://local\u200dhost:PORT/",
        "http://local\u2024host:PORT/",
        "http://localhost\u05d0a:PORT/",
        "http://" + "a".repeat(64) + ".localhost:PORT/",
        "http://" + "a.".repeat(123) + "localhost:PORT/");
  }

  private static Stream<HostileUrl> brackets() {
    return Stream.concat(
        HostileUrl.eachRefusedBy(
            Rule.URL,
            "http://[::1:PORT/",
            "http://[::1/",
            "http://::1]:PORT/",
            "http://[[::1]]:PORT/",
            "http://[::1]]:PORT/",
            "http://[[::1]:PORT/",
            "http://[]:PORT/",
            "http://[:]:PORT/",
            "http://[:::1]:PORT/",
            "http://[::1::]:PORT/",
            "http://[::00001]:PORT/",
            "http://[::g]:PORT/",
            "http://[1:2:3:4:5:6:7:8:9]:PORT/",
            "http://[1:2:3]:PORT/",
            "http://[127.0.0.1]:PORT/",
            "http://[localhost]:PORT/",
            "http://[2130706433]:PORT/",
            "http://[0x7f000001]:PORT/",
            "http://[v1.127.0.0.1]:PORT/",
            "http://[::1/128]:PORT/",
            "http://[::*]:PORT/",
            "http://[::0-1]:PORT/",
            "http://[0x0::1]:PORT/",
            "http://[%3a%3a1]:PORT/",
            "http://[::\uff11]:PORT/",
            "http://[\uff1a\uff1a1]:PORT/",
            "http://[::1].public.example:PORT/",
            "http://[::1]public.example:PORT/",
            "http://public.example[::1]:PORT/",
            "http://[::1]127.0.0.1:PORT/",
            "http://[::1]@127.0.0.1:PORT/",
            "http://[ ::1]:PORT/",
            "http://[::1 ]:PORT/",
            "http://[::ffff:127.0.0.256]:PORT/",
            "http://[::ffff:127.1]:PORT/",
            "http://[::ffff:2130706433]:PORT/",
            "http://[::ffff:0x7f.0.0.1]:PORT/"),
        HostileUrl.eachRefusedBy(
            Rule.HOST,
            "http://::1:PORT/",
            "http://::1/",
            "http://0:0:0:0:0:0:0:1:PORT/",
            "http://::ffff:127.0.0.1:PORT/",
            "http://localhost:PORT:PORT/",
            "http://127.0.0.1:80:PORT/",
            "http://127.0.0.1::PORT/",
            "http://\uff3b::1\uff3d:PORT/",
            "http://%5b::1%5d:PORT/",
            "http://[::%31]:PORT/",
            // Zones.
            "http://[::1%25]:PORT/",
            "http://[::1%lo]:PORT/",
            "http://[::1%25lo]:PORT/",
            "http://[::1%1]:PORT/",
            "http://[::1%251]:PORT/",
            "http://[fe80::1%eth0]:PORT/",
            "http://[fe80::1%25eth0]:PORT/",
            "http://[fe80::a9fe:a9fe%25eth0]:PORT/",
            "http://[2606:4700::1111%251]:PORT/",
            "http://[::ffff:127.0.0.1%251]:PORT/",
            // IPv4 in disguise.
            "http://[::ffff:127.0.0.1]:PORT/",
            "http://[::FFFF:127.0.0.1]:PORT/",
            "http://[0:0:0:0:0:ffff:127.0.0.1]:PORT/",
            "http://[::ffff:7f00:1]:PORT/",
            "http://[::ffff:7f00:0001]:PORT/",
            "http://[0:0:0:0:0:ffff:7f00:1]:PORT/",
            "http://[0000:0000:0000:0000:0000:ffff:7f00:0001]:PORT/",
            "http://[::ffff:0:0]:PORT/",
            "http://[::ffff:0.0.0.0]:PORT/",
            "http://[::ffff:a00:1]:PORT/",
            "http://[::ffff:10.0.0.1]:PORT/",
            "http://[::ffff:c0a8:101]:PORT/",
            "http://[::ffff:a9fe:a9fe]:PORT/",
            "http://[::ffff:169.254.169.254]:PORT/",
            "http://[::ffff:0177.0.0.1]:PORT/",
            "http://[::ffff:127.000.000.001]:PORT/",
            "http://[::ffff:8.8.8.8]:PORT/",
            "http://[::127.0.0.1]:PORT/",
            "http://[::ffff:0:127.0.0.1]:PORT/",
            "http://[64:ff9b::127.0.0.1]:PORT/",
            "http://[64:ff9b:1::10.0.0.1]:PORT/",
            "http://[2002:7f00:1::127.0.0.1]:PORT/",
            "http://[2606:4700::127.0.0.1]:PORT/",
            "http://[fe80::5efe:127.0.0.1]:PORT/"));
  }

  private static Stream<HostileUrl> ports() {
    return Stream.concat(
        IntStream.concat(
                HostileUrls.SERVICE_PORTS.stream().mapToInt(port -> port),
                IntStream.of(0, 65_536, 65_616, 65_979, 99_999))
            .mapToObj(port -> "http://127.0.0.1:" + port + "/")
            .map(url -> HostileUrl.refusedBy(Rule.PORT, url)),
        HostileUrl.eachRefusedBy(
            Rule.PORT,
            "https://localhost:22/",
            "https://[::1]:25/",
            "http://localhost:025/",
            "http://127.0.0.1:4294967376/",
            "http://127.0.0.1:18446744073709551696/",
            "http://127.0.0.1:000080/",
            "http://127.0.0.1:-1/",
            "http://127.0.0.1:-PORT/",
            "http://127.0.0.1:+PORT/",
            "http://127.0.0.1:0x1F90/",
            "http://127.0.0.1:1e4/",
            "http://127.0.0.1:PORT.0/",
            "http://127.0.0.1:PORT,80/",
            "http://127.0.0.1:PORT;80/",
            "http://127.0.0.1:%38080/",
            "http://127.0.0.1:http/",
            "http://127.0.0.1:PORT&/",
            "http://127.0.0.1:PORT\uff0fpublic.example/",
            "http://127.0.0.1:\uff18\uff10\uff18\uff10/",
            "http://127.0.0.1:\u0668\u0660\u0668\u0660/",
            "http://127.0.0.1:\u2468\u2468\u2468\u2468/"));
  }
}
