package enrichment.temporal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.grpc.MethodDescriptor.Marshaller;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Protocol buffers whose fields are told by number, since no library has their classes. */
final class AnyMessage {

  static final Marshaller<UnknownFieldSet> MARSHALLER =
      new Marshaller<>() {
        @Override
        public InputStream stream(UnknownFieldSet message) {
          return message.toByteString().newInput();
        }

        @Override
        public UnknownFieldSet parse(InputStream bytes) {
          try {
            return UnknownFieldSet.parseFrom(bytes);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        }
      };

  static UnknownFieldSet.Field text(String value) {
    return bytes(ByteString.copyFromUtf8(value));
  }

  static UnknownFieldSet.Field number(int value) {
    return UnknownFieldSet.Field.newBuilder().addVarint(value).build();
  }

  static UnknownFieldSet.Field nested(UnknownFieldSet.Builder message) {
    return bytes(message.build().toByteString());
  }

  private static UnknownFieldSet.Field bytes(ByteString value) {
    return UnknownFieldSet.Field.newBuilder().addLengthDelimited(value).build();
  }

  /** What is at this field in this field … of a message, in order. */
  static List<UnknownFieldSet> at(UnknownFieldSet message, int... path) {
    var found = List.of(message);
    for (var field : path) {
      found =
          found.stream()
              .flatMap(outer -> outer.getField(field).getLengthDelimitedList().stream())
              .map(bytes -> MARSHALLER.parse(bytes.newInput()))
              .toList();
    }
    return found;
  }

  private AnyMessage() {}
}
