package jobsweep.invocation;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jobsweep.contract.Excerpt;

/// A request that is a JSON document of its own: one object of scalars, and nothing beside it.
///
/// What [Json] leaves out for CloudFormation's sake is refused here. A request's members limit what it is about, so
/// that one with a number that is `null`, or comes behind the end, would delete more than its sender meant.
public final class RequestDocument {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final String expected;

    /// @param expected what a document has to be, for messages: `<expected>, got …`
    public RequestDocument(String expected) {
        this.expected = expected;
    }

    /// @return texts under their names; a list or an object, which is no value of a property, without what is in it
    /// @throws RequestException naming what is wrong, and where
    public Map<String, Object> read(String document) {
        try (JsonParser parser = FACTORY.createParser(document.getBytes(StandardCharsets.UTF_8))) {
            return onlyObject(parser);
        } catch (IOException notJson) {
            throw refused("one that can't be read" + place(notJson));
        }
    }

    private Map<String, Object> onlyObject(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw refused("something else");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            if (members.put(name, value(name, parser)) != null) {
                throw refused("one with " + Excerpt.of(name) + " twice");
            }
        }
        if (hasMore(parser)) {
            throw refused("one with something after it");
        }
        return members;
    }

    private Object value(String name, JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                parser.skipChildren();
                yield Map.of();
            }
            case START_ARRAY -> {
                parser.skipChildren();
                yield List.of();
            }
            case VALUE_NULL ->
                throw refused("one whose " + Excerpt.of(name) + " is null: give it a value, or leave it out");
            default -> parser.getText();
        };
    }

    private static boolean hasMore(JsonParser parser) {
        try {
            return parser.nextToken() != null;
        } catch (IOException notEvenJson) {
            return true;
        }
    }

    /// Not known of what is deeper or longer than the parser takes.
    private static String place(IOException notJson) {
        JsonLocation place = notJson instanceof JsonProcessingException failure ? failure.getLocation() : null;
        return place == null ? "" : " at line %s, column %s".formatted(place.getLineNr(), place.getColumnNr());
    }

    private RequestException refused(String got) {
        return new RequestException("%s, got %s.".formatted(expected, got));
    }
}
