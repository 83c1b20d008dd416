package enrichment.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The folder that everything is kept in. One process owns it at a time. */
final class DataDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;
  private final @Nullable FileLock lock;

  private DataDirectory(Path root, FileChannel lockFile, @Nullable FileLock lock) {
    this.root = root;
    this.lockFile = lockFile;
    this.lock = lock;
  }

  /** Opens the folder, makes it if need be, and takes it into possession if nobody else has it. */
  static DataDirectory open(Path root) {
    try {
      Files.createDirectories(root);
      var lockFile =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      // The operating system drops the lock with the process, also when it is killed.
      return new DataDirectory(root, lockFile, lockFile.tryLock());
    } catch (IOException e) {
      throw new UnusableException("DATA_DIR cannot be used: " + root, e);
    }
  }

  boolean isOwned() {
    return lock != null;
  }

  Path resolve(String name) {
    return root.resolve(name);
  }

  Path root() {
    return root;
  }

  /** What was kept under this name. */
  Optional<String> read(String name) {
    try {
      var file = root.resolve(name);
      return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(String name, String text) {
    try {
      Files.writeString(root.resolve(name), text + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was kept under this name, or else what is made up now and kept from now on. */
  String secret(String name, Supplier<String> madeUp) {
    return read(name)
        .orElseGet(
            () -> {
              var secret = madeUp.get();
              write(name, secret);
              readableByOwnerOnly(root.resolve(name));
              return secret;
            });
  }

  private static void readableByOwnerOnly(Path file) {
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (UnsupportedOperationException e) {
      // A file system without permissions has none to take away.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
