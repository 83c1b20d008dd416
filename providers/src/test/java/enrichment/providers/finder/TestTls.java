package enrichment.providers.finder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A server's side of TLS, with a certificate that nobody should trust. */
final class TestTls {

  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final SSLContext CONTEXT = context();

  static Socket accept(Socket plain) throws IOException {
    var socket = (SSLSocket) CONTEXT.getSocketFactory().createSocket(plain, null, true);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private static SSLContext context() {
    try {
      var folder = Files.createTempDirectory("test-tls");
      var file = folder.resolve("keys.p12");
      generate(file);
      var keys = KeyStore.getInstance(file.toFile(), PASSWORD);
      Files.delete(file);
      Files.delete(folder);
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(keys, PASSWORD);
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The JDK has no other way to make a certificate. */
  private static void generate(Path file) throws IOException, InterruptedException {
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "mx",
                "-dname",
                "CN=somebody else",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (process.waitFor() != 0) {
      throw new IllegalStateException("keytool");
    }
  }

  private TestTls() {}
}
