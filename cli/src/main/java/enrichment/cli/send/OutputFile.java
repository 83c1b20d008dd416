package enrichment.cli.send;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/** A file that is written from the start, or on from where it was known to be whole. */
final class OutputFile extends OutputStream {

  private static final int BUFFER = 1 << 16;

  private final FileChannel channel;
  private final CRC32C checksum = new CRC32C();

  private OutputFile(FileChannel channel) {
    this.channel = channel;
  }

  static OutputFile open(Path path) throws IOException {
    return new OutputFile(
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /** Whether it still begins with what was written; what comes after that is cut off. */
  boolean goOn(Written written) throws IOException {
    checksum.reset();
    channel.position(0);
    // Not closed: that would close the channel.
    @SuppressWarnings("resource")
    var bytes = Channels.newInputStream(channel);
    var buffer = new byte[BUFFER];
    var left = written.bytes();
    while (left > 0) {
      var read = bytes.read(buffer, 0, (int) Math.min(left, BUFFER));
      if (read < 0) {
        break;
      }
      checksum.update(buffer, 0, read);
      left -= read;
    }
    var same = left == 0 && checksum.getValue() == written.checksum();
    if (!same) {
      checksum.reset();
    }
    var kept = same ? written.bytes() : 0;
    channel.truncate(kept).position(kept);
    return same;
  }

  /** How far it is, after so many batches. */
  Written written(int batches) throws IOException {
    return new Written(batches, channel.position(), checksum.getValue());
  }

  @Override
  public void write(int next) throws IOException {
    write(new byte[] {(byte) next}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    var buffer = ByteBuffer.wrap(bytes, offset, length);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
    checksum.update(bytes, offset, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
