package io.weir.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Universal Binary JSON, draft 12, as a JSON tree: a marker byte, then the value, big-endian; objects and arrays end with
 * their bracket or state {@code #} how many follow and {@code $} of which type.
 *
 * <p>Every count is checked against the bytes that are left before memory is taken.
 */
final class UbjReader {

    private static final int MAX_DEPTH = 100;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String what;
    private final ByteBuffer in;
    private int depth;

    private UbjReader(String what, byte[] content) {
        this.what = what;
        in = ByteBuffer.wrap(content);
    }

    /** True for an object in UBJ, whose first key begins with the type of its length; in JSON it begins with a quote. */
    static boolean recognizes(byte[] content) {
        return content.length > 1 && content[0] == '{' && "iUIlL$#N".indexOf(content[1]) >= 0;
    }

    /**
     * @param what named in errors
     * @throws IllegalArgumentException naming the byte and what is wrong there
     */
    static JsonNode read(String what, byte[] content) {
        UbjReader reader = new UbjReader(what, content);
        JsonNode root = reader.value(reader.marker());
        if (reader.in.hasRemaining()) {
            throw reader.error(reader.in.remaining() + " bytes follow its end");
        }
        return root;
    }

    private JsonNode value(byte marker) {
        return switch (marker) {
            case 'Z' -> NODES.nullNode();
            case 'T' -> NODES.booleanNode(true);
            case 'F' -> NODES.booleanNode(false);
            case 'd' -> NODES.numberNode(bytes(Float.BYTES).getFloat());
            case 'D' -> NODES.numberNode(bytes(Double.BYTES).getDouble());
            case 'C' -> NODES.textNode(text(1));
            case 'S', 'H' -> NODES.textNode(text(count(marker())));
            case '[' -> nested(this::array);
            case '{' -> nested(this::object);
            default -> NODES.numberNode(whole(marker));
        };
    }

    private long whole(byte marker) {
        return switch (marker) {
            case 'i' -> bytes(Byte.BYTES).get();
            case 'U' -> Byte.toUnsignedInt(bytes(Byte.BYTES).get());
            case 'I' -> bytes(Short.BYTES).getShort();
            case 'l' -> bytes(Integer.BYTES).getInt();
            case 'L' -> bytes(Long.BYTES).getLong();
            default ->
                throw error("the type of a value is " + shown(marker) + "; allowed: Z T F i U I l L d D C S H [ {");
        };
    }

    private interface Container {
        JsonNode read();
    }

    private JsonNode nested(Container container) {
        if (++depth > MAX_DEPTH) {
            throw error("it is nested deeper than " + MAX_DEPTH);
        }
        JsonNode node = container.read();
        depth--;
        return node;
    }

    private JsonNode array() {
        ArrayNode array = NODES.arrayNode();
        byte marker = marker();
        if (marker == '$') {
            byte type = marker();
            int size = size(type);
            expect('#');
            for (int left = countOf(size); left > 0; left--) {
                array.add(value(type));
            }
        } else if (marker == '#') {
            for (int left = countOf(1); left > 0; left--) {
                array.add(value(marker()));
            }
        } else {
            for (; marker != ']'; marker = marker()) {
                array.add(value(marker));
            }
        }
        return array;
    }

    /** XGBoost writes no counted object. */
    private JsonNode object() {
        ObjectNode object = NODES.objectNode();
        for (byte marker = marker(); marker != '}'; marker = marker()) {
            String key = text(count(marker));
            object.set(key, value(marker()));
        }
        return object;
    }

    /** Bytes of a number whose type stands once before all of them. */
    private int size(byte type) {
        return switch (type) {
            case 'i', 'U' -> 1;
            case 'I' -> Short.BYTES;
            case 'l', 'd' -> Integer.BYTES;
            case 'L', 'D' -> Long.BYTES;
            default -> throw error("the type of an array is " + shown(type) + "; allowed: i U I l L d D");
        };
    }

    private byte marker() {
        byte marker = bytes(1).get();
        while (marker == 'N') {
            marker = bytes(1).get();
        }
        return marker;
    }

    private void expect(char wanted) {
        byte found = marker();
        if (found != wanted) {
            throw error(shown(found) + " stands where " + wanted + " must");
        }
    }

    private int countOf(int size) {
        int count = count(marker());
        bytes((long) count * size);
        return count;
    }

    private int count(byte marker) {
        long count = whole(marker);
        if (count < 0 || count > in.remaining()) {
            throw error("a length is " + count + "; allowed: 0 to " + in.remaining() + ", the bytes left");
        }
        return (int) count;
    }

    private String text(int length) {
        byte[] text = new byte[length];
        bytes(length).get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private ByteBuffer bytes(long needed) {
        if (needed > in.remaining()) {
            throw error(needed + " bytes needed, " + in.remaining() + " left");
        }
        return in;
    }

    private static String shown(byte marker) {
        return marker > ' ' && marker <= '~'
                ? String.valueOf((char) marker)
                : String.format("byte 0x%02x", marker & 0xff);
    }

    private IllegalArgumentException error(String reason) {
        return new IllegalArgumentException(what + " is not UBJ, at byte " + in.position() + ": " + reason);
    }
}
