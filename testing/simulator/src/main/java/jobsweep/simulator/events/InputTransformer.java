package jobsweep.simulator.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The JSON that a target gets in place of the event. Where `<name>` stands bare it becomes the value
/// as JSON, quotes and all; inside a JSON string it becomes the value alone.
public final class InputTransformer {
    private static final Pattern PATH = Pattern.compile("\\$(\\.[A-Za-z0-9_-]+)+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
    /// A whole JSON string, or a placeholder outside of one.
    private static final Pattern PART = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|<([^<>\"]*)>", Pattern.DOTALL);
    private static final Pattern PLACEHOLDER = Pattern.compile("<([^<>]*)>");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Map<String, String> paths;
    private final String template;

    /// @param paths    the values by their names, such as `$.detail.requestParameters.thingName`
    /// @param template a JSON object or string with placeholders
    /// @throws UnsupportedEventsException if anything in it is not played
    public InputTransformer(Map<String, String> paths, String template) {
        this.paths = new LinkedHashMap<>(paths);
        this.template = template;
        paths.forEach((name, path) -> {
            require(NAME.matcher(name).matches() && !name.startsWith("AWS"), "the placeholder " + name);
            require(PATH.matcher(path).matches(), "the path " + path + " of an input transformer");
        });
        require(isJson(filled(name -> "null", name -> "x")), "the input template " + template);
    }

    /// The transformed event; a value that the event does not have is nothing at all.
    ///
    /// @throws IllegalStateException if what comes out is not JSON
    public String transform(JsonNode event) {
        String text = filled(name -> bare(value(event, name)), name -> quoted(value(event, name)));
        if (!isJson(text)) {
            throw new IllegalStateException("the input transformer makes no JSON of the event, but " + text);
        }
        return text;
    }

    private String filled(UnaryOperator<String> bare, UnaryOperator<String> quoted) {
        return PART.matcher(template)
                .replaceAll(part -> Matcher.quoteReplacement(
                        part.group(1) == null ? filledString(part.group(), quoted) : filledOne(part, bare)));
    }

    private String filledString(String text, UnaryOperator<String> quoted) {
        return PLACEHOLDER.matcher(text).replaceAll(one -> Matcher.quoteReplacement(filledOne(one, quoted)));
    }

    private String filledOne(MatchResult placeholder, UnaryOperator<String> filler) {
        String name = placeholder.group(1);
        require(paths.containsKey(name), "<" + name + "> without a path in an input template");
        return filler.apply(name);
    }

    private JsonNode value(JsonNode event, String name) {
        JsonNode node = event;
        for (String step : paths.getOrDefault(name, "").substring(2).split("\\.", -1)) {
            node = node.path(step);
        }
        return node;
    }

    private static String bare(JsonNode value) {
        return value.isMissingNode() ? "" : value.toString();
    }

    private static String quoted(JsonNode value) {
        return value.isTextual() ? value.asText() : bare(value);
    }

    private static boolean isJson(String text) {
        try {
            return !JSON.readTree(text).isMissingNode();
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void require(boolean played, String what) {
        if (!played) {
            throw new UnsupportedEventsException(what);
        }
    }
}
