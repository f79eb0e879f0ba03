package jobsweep.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON as CloudFormation sends it, where every scalar is text, and as we write it.
public final class Json {

    private static final JsonFactory FACTORY = withoutLimits();

    /// Deeper than anything that somebody means, and not so deep that it takes the stack.
    private static final int DEEPEST = 100;

    private Json() {}

    /// Lambda limits a document's size already. What a parser refuses beyond that nobody would be told of.
    private static JsonFactory withoutLimits() {
        return JsonFactory.builder()
                .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNameLength(Integer.MAX_VALUE)
                        .maxNestingDepth(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /// The object in a document: its values are text, lists and maps of these; members that are `null` are left out.
    /// What is nested more than a hundred deep is left empty.
    ///
    /// @return empty where the document is no JSON or no object
    public static Optional<Map<String, Object>> readObject(InputStream document) {
        try (JsonParser parser = FACTORY.createParser(document)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? Optional.of(object(parser, 0)) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /// A member that is an object; empty where there is none of this name.
    public static Optional<Map<String, Object>> member(Map<String, Object> object, String name) {
        return object(object.get(name));
    }

    /// A value as an object, if it is one.
    @SuppressWarnings("unchecked") // readObject makes no other maps
    public static Optional<Map<String, Object>> object(@Nullable Object value) {
        return value instanceof Map<?, ?> object ? Optional.of((Map<String, Object>) object) : Optional.empty();
    }

    private static Map<String, Object> object(JsonParser parser, int depth) throws IOException {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            Object value = value(parser, depth + 1);
            if (value != null) {
                members.put(name, value);
            }
        }
        return members;
    }

    private static List<Object> list(JsonParser parser, int depth) throws IOException {
        List<Object> elements = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(parser, depth + 1);
            if (value != null) {
                elements.add(value);
            }
        }
        return elements;
    }

    private static @Nullable Object value(JsonParser parser, int depth) throws IOException {
        if (depth > DEEPEST) {
            parser.skipChildren();
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser, depth);
            case START_ARRAY -> list(parser, depth);
            case END_OBJECT -> Map.of();
            case END_ARRAY -> List.of();
            case VALUE_NULL -> null;
            default -> parser.getText();
        };
    }

    /// An object of texts, whole numbers, lists and objects of these, in the order of the map.
    public static String write(Map<String, ?> members) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text)) {
            write(members, generator);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private static void write(Map<?, ?> members, JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        for (var member : members.entrySet()) {
            generator.writeFieldName(member.getKey().toString());
            writeValue(member.getValue(), generator);
        }
        generator.writeEndObject();
    }

    private static void writeValue(Object value, JsonGenerator generator) throws IOException {
        switch (value) {
            case Map<?, ?> nested -> write(nested, generator);
            case List<?> list -> {
                generator.writeStartArray();
                for (Object element : list) {
                    writeValue(element, generator);
                }
                generator.writeEndArray();
            }
            case Long number -> generator.writeNumber(number);
            case Object text -> generator.writeString(text.toString());
        }
    }

    /// Whether a text can be written at all: half of a surrogate pair, which JSON's escapes allow, has no UTF-8.
    public static boolean hasUtf8(String text) {
        return UTF_8.newEncoder().canEncode(text);
    }

    /// The number of bytes that a text takes inside quotes.
    public static int quotedLength(String text) {
        return JsonStringEncoder.getInstance().quoteAsUTF8(text).length;
    }
}
