package enrichment.activities.webhooks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A certificate that has signed itself: nobody trusts it unless told to. */
final class TestCertificate implements AutoCloseable {

  private static final String PASSWORD = "changeit";
  private static final String TRUSTED = "javax.net.ssl.trustStore";

  private final Path keyStore;

  private TestCertificate(Path keyStore) {
    this.keyStore = keyStore;
  }

  /**
   * @param name what it stands for, as in {@code ip:127.0.0.1}
   */
  static TestCertificate of(String name) throws IOException, InterruptedException {
    var keyStore = Files.createTempDirectory("certificate").resolve("key.p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                keyStore.toString(),
                "-storepass",
                PASSWORD,
                "-keyalg",
                "EC",
                "-dname",
                "CN=receiver",
                "-ext",
                "san=" + name)
            .redirectError(Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(20, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IllegalStateException("keytool does not make a certificate");
    }
    return new TestCertificate(keyStore);
  }

  /** Clients that are made from here on trust it, until it is closed. */
  TestCertificate trusted() {
    System.setProperty(TRUSTED, keyStore.toString());
    System.setProperty(TRUSTED + "Password", PASSWORD);
    return this;
  }

  /** The server's side of a secure connection. */
  SSLSocket secure(Socket connection, String protocol) throws IOException {
    var secure = (SSLSocket) context().getSocketFactory().createSocket(connection, null, true);
    secure.setEnabledProtocols(new String[] {protocol});
    return secure;
  }

  private SSLContext context() throws IOException {
    try {
      var password = PASSWORD.toCharArray();
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(KeyStore.getInstance(keyStore.toFile(), password), password);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() throws IOException {
    System.clearProperty(TRUSTED);
    System.clearProperty(TRUSTED + "Password");
    Files.delete(keyStore);
    Files.delete(keyStore.getParent());
  }
}
