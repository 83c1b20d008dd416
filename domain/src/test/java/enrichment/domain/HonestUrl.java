package enrichment.domain;

import java.util.List;

/**
 * A URL that a webhook may be sent to, if its host has a public address.
 *
 * @param canonical what is made of it
 */
public record HonestUrl(String url, String canonical) {

  public static List<HonestUrl> all() {
    return List.of(
        itself("https://hooks.example.com/enrichment"),
        itself("http://hooks.example.com/"),
        itself("https://hooks.example.com:8443/"),
        itself("http://hooks.example.com:1024/"),
        itself("http://hooks.example.com:65535/"),
        itself("https://hooks.example.com:80/"),
        itself("http://hooks.example.com:443/"),
        itself("https://a/"),
        itself("https://3com.example/"),
        itself("https://r3---sn-4g5.example/"),
        itself("https://xn--bcher-kva.example/"),
        itself("https://" + "a".repeat(63) + ".example/"),
        itself("https://hooks.example.com/a%20b/%C3%A4?x=1&y=%0D%0A&z"),
        itself("https://hooks.example.com/a/../b/./c//d;e=f,g:h@i!$&'()*+-._~"),
        itself("https://hooks.example.com/?"),
        itself("https://hooks.example.com/?@10.0.0.1/"),
        itself("http://93.184.216.34/"),
        itself("http://93.184.216.34:8080/"),
        itself("http://223.255.255.255/"),
        itself("https://[2606:2800:220:1::1]/"),
        itself("https://[2606:2800:220:1::1]:8443/"),
        new HonestUrl("HTTPS://Hooks.Example.COM", "https://hooks.example.com/"),
        new HonestUrl("https://hooks.example.com:443/", "https://hooks.example.com/"),
        new HonestUrl("http://hooks.example.com:80/", "http://hooks.example.com/"),
        new HonestUrl("http://hooks.example.com:/", "http://hooks.example.com/"),
        new HonestUrl("http://hooks.example.com:08080/", "http://hooks.example.com:8080/"),
        new HonestUrl("https://hooks.example.com?a=b", "https://hooks.example.com/?a=b"),
        new HonestUrl("https://hooks.example.com#here", "https://hooks.example.com/"),
        new HonestUrl("https://hooks.example.com/a?b#@10.0.0.1/", "https://hooks.example.com/a?b"),
        new HonestUrl("https://hooks.example.com./", "https://hooks.example.com/"),
        new HonestUrl("https://hooks\u3002example\uff0ecom\uff61/", "https://hooks.example.com/"),
        new HonestUrl("https://bücher.example/", "https://xn--bcher-kva.example/"),
        new HonestUrl("https://BÜCHER.example/", "https://xn--bcher-kva.example/"),
        new HonestUrl("https://bu\u0308cher.example/", "https://xn--bcher-kva.example/"),
        new HonestUrl("https://XN--BCHER-KVA.example/", "https://xn--bcher-kva.example/"),
        new HonestUrl("https://faß.example/", "https://xn--fa-hia.example/"),
        new HonestUrl("https://\u0645\u062b\u0627\u0644.example/", "https://xn--mgbh0fb.example/"),
        new HonestUrl("https://例え.テスト/", "https://xn--r8jz45g.xn--zckzah/"),
        new HonestUrl("https://\uff28ooks.example/", "https://hooks.example/"),
        new HonestUrl(
            "https://hooks.example/café?€=🙂",
            "https://hooks.example/caf%C3%A9?%E2%82%AC=%F0%9F%99%82"),
        new HonestUrl("https://hooks.example/cafe\u0301", "https://hooks.example/cafe%CC%81"),
        new HonestUrl("http://\uff19\uff13.184.216.34/", "http://93.184.216.34/"),
        new HonestUrl("http://93\u3002184\u3002216\u300234/", "http://93.184.216.34/"),
        new HonestUrl("http://[2606:2800:0220:0001:0:0:0:1]/", "http://[2606:2800:220:1::1]/"),
        new HonestUrl("http://[2606:2800:220:1::A]/", "http://[2606:2800:220:1::a]/"));
  }

  private static HonestUrl itself(String url) {
    return new HonestUrl(url, url);
  }
}
