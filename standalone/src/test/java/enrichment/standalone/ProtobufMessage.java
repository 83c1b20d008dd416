package enrichment.standalone;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a message in protobuf's wire format, by number. */
final class ProtobufMessage {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final Map<Integer, List<byte[]>> bytes = new HashMap<>();
  private final Map<Integer, Long> numbers = new HashMap<>();

  ProtobufMessage(byte[] message) {
    var input = ByteBuffer.wrap(message);
    while (input.hasRemaining()) {
      var tag = (int) varint(input);
      var field = tag >>> 3;
      switch (tag & 7) {
        case VARINT -> numbers.put(field, varint(input));
        case FIXED64 -> input.position(input.position() + Long.BYTES);
        case FIXED32 -> input.position(input.position() + Integer.BYTES);
        case BYTES -> {
          var value = new byte[(int) varint(input)];
          input.get(value);
          bytes.computeIfAbsent(field, number -> new ArrayList<>()).add(value);
        }
        default -> throw new IllegalArgumentException("wire type of tag " + tag);
      }
    }
  }

  private static long varint(ByteBuffer input) {
    var value = 0L;
    for (var shift = 0; ; shift += 7) {
      var next = input.get();
      value |= (long) (next & 0x7f) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  List<ProtobufMessage> messages(int field) {
    return bytes.getOrDefault(field, List.of()).stream().map(ProtobufMessage::new).toList();
  }

  byte[] bytes(int field) {
    return bytes.getOrDefault(field, List.of(new byte[0])).getFirst();
  }

  String text(int field) {
    return new String(bytes(field), StandardCharsets.UTF_8);
  }

  String number(int field) {
    return numbers.getOrDefault(field, 0L).toString();
  }
}
