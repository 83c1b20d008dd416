package enrichment.providers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VendorsTest {

  private static final Path FOLDER = Path.of("src/main/resources/enrichment/providers/vendors");

  @ParameterizedTest
  @MethodSource("vendors")
  void isSound(String vendor) {
    // Whatever it finds, it is read as soon as it is overridden.
    var text = "waterfall: {}\nproviders: {" + vendor + ": {}}";
    assertThatCode(() -> TestFiles.read(text)).doesNotThrowAnyException();
  }

  static List<String> vendors() {
    return ProvidersFile.vendors();
  }

  @Test
  void areThoseInTheFolder() throws IOException {
    try (var files = Files.list(FOLDER)) {
      assertThat(files.map(file -> file.getFileName() + ""))
          .containsExactlyInAnyOrderElementsOf(
              vendors().stream().map(name -> name + ".yaml").toList());
    }
  }

  @Test
  void areFoundInAJarThatListsNoFolders(@TempDir Path folder) throws IOException {
    var jar = folder.resolve("vendors.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (var name : List.of("hunter.yaml", "acme.yaml", "README.md", "x/y.yaml")) {
        out.putNextEntry(new JarEntry("enrichment/providers/vendors/" + name));
        out.write("source: x".getBytes(StandardCharsets.UTF_8));
      }
      out.putNextEntry(new JarEntry("other.yaml"));
    }
    try (var loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, null)) {
      var vendors = new Vendors(loader);
      assertThat(vendors.names()).containsExactly("acme", "hunter");
      assertThat(vendors.text("acme")).isEqualTo("source: x");
    }
  }
}
