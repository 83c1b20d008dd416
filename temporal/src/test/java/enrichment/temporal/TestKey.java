package enrichment.temporal;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;

/** A key and its certificate, which has signed itself, as PEM files. */
record TestKey(Path certificate, Path key) {

  private static final String PASSWORD = "changeit";

  /**
   * @param name also that of its files
   */
  static TestKey make(Path folder, String name) throws Exception {
    var store = folder.resolve(name + ".p12");
    keytool(store, name);
    var entries = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new TestKey(
        pem(folder.resolve(name + ".crt"), "CERTIFICATE", certificate(entries)),
        pem(folder.resolve(name + ".key"), "PRIVATE KEY", key(entries)));
  }

  private static void keytool(Path store, String name) throws IOException, InterruptedException {
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD,
                "-alias",
                "key",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost")
            .redirectError(Redirect.DISCARD)
            .start();
    if (!keytool.waitFor(20, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
      keytool.destroyForcibly();
      throw new IllegalStateException("keytool does not make a certificate");
    }
  }

  private static byte[] certificate(KeyStore entries) throws GeneralSecurityException {
    return entries.getCertificate("key").getEncoded();
  }

  private static byte[] key(KeyStore entries) throws GeneralSecurityException {
    return entries.getKey("key", PASSWORD.toCharArray()).getEncoded();
  }

  private static Path pem(Path file, String kind, byte[] content) throws IOException {
    return Files.writeString(
        file,
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(kind, Base64.getMimeEncoder().encodeToString(content), kind));
  }
}
