package enrichment.providers.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The definitions that come ready-made, one file each. */
final class Vendors {

  private static final String FOLDER = "enrichment/providers/vendors/";
  private static final String EXTENSION = ".yaml";

  /** By this one the folder is found: a jar need not list its folders. */
  private static final String ONE_OF_THEM = FOLDER + "hunter" + EXTENSION;

  private final ClassLoader loader;

  Vendors(ClassLoader loader) {
    this.loader = loader;
  }

  /** Sorted. */
  List<String> names() {
    var one = loader.getResource(ONE_OF_THEM);
    if (one == null) {
      throw new IllegalStateException("The ready-made definitions are not on the class path");
    }
    try {
      return List.copyOf(
          new TreeSet<>("jar".equals(one.getProtocol()) ? inJar(one) : inFolder(one)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a definition, which must be one of {@link #names}. */
  String text(String name) {
    try (var stream = loader.getResourceAsStream(FOLDER + name + EXTENSION)) {
      return new String(
          Optional.ofNullable(stream).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> inJar(URL url) throws IOException {
    var connection = (JarURLConnection) url.openConnection();
    connection.setUseCaches(false);
    try (var jar = connection.getJarFile()) {
      return jar.stream().map(entry -> entry.getName()).flatMap(Vendors::nameOf).toList();
    }
  }

  private static List<String> inFolder(URL url) throws IOException {
    try (var files = Files.list(Path.of(url.toURI()).resolveSibling(""))) {
      return files.map(file -> FOLDER + file.getFileName()).flatMap(Vendors::nameOf).toList();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static Stream<String> nameOf(String path) {
    return path.startsWith(FOLDER) && path.endsWith(EXTENSION)
        ? Stream.of(path.substring(FOLDER.length(), path.length() - EXTENSION.length()))
            .filter(name -> name.matches("[a-z0-9-]{1,40}"))
        : Stream.empty();
  }
}
