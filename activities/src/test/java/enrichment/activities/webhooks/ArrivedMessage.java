package enrichment.activities.webhooks;

import static java.util.stream.Collectors.toMap;

import com.standardwebhooks.Webhook;
import com.standardwebhooks.exceptions.WebhookVerificationException;
import enrichment.store.accounts.WebhookSecret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A message as its receiver has read it. The body is text: one that was not UTF-8 would have lost
 * bytes on the way here, and not be what was signed.
 *
 * @param headers as they came, by name
 */
record ArrivedMessage(Map<String, String> headers, String body) {

  private static final String END_OF_HEAD = "\r\n\r\n";

  /**
   * @param request one of {@link StubReceiver#requests()}
   */
  static ArrivedMessage of(String request) {
    var end = request.indexOf(END_OF_HEAD);
    var headers =
        request
            .substring(0, end)
            .lines()
            .skip(1)
            .map(line -> line.split(": ", 2))
            .collect(toMap(header -> header[0], header -> header[1]));
    return new ArrivedMessage(headers, request.substring(end + END_OF_HEAD.length()));
  }

  byte[] bytes() {
    return body.getBytes(StandardCharsets.UTF_8);
  }

  ArrivedMessage withHeader(String name, String value) {
    return new ArrivedMessage(
        headers.entrySet().stream()
            .collect(
                toMap(
                    Map.Entry::getKey,
                    header -> header.getKey().equals(name) ? value : header.getValue())),
        body);
  }

  ArrivedMessage withChangedByte(int index) {
    var changed = bytes();
    changed[index] ^= 1;
    return new ArrivedMessage(headers, new String(changed, StandardCharsets.UTF_8));
  }

  /** As a receiver does, with the specification's own library. */
  void verify(WebhookSecret secret) throws WebhookVerificationException {
    new Webhook(secret.text())
        .verify(
            body,
            headers.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, header -> List.of(header.getValue()))));
  }

  /**
   * Writes it down for {@code bin/verify-webhooks}.
   *
   * @param secrets that it is signed with
   */
  void keep(Path folder, WebhookSecret... secrets) throws IOException {
    Files.createDirectories(folder);
    Files.write(folder.resolve("body"), bytes());
    Files.writeString(
        folder.resolve("headers"),
        headers.entrySet().stream()
            .map(header -> header.getKey() + ": " + header.getValue() + "\n")
            .collect(Collectors.joining()));
    Files.write(
        folder.resolve("secrets"), List.of(secrets).stream().map(WebhookSecret::text).toList());
  }

  @Override
  public String toString() {
    return headers.get("webhook-id");
  }
}
