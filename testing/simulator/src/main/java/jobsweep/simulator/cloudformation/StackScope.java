package jobsweep.simulator.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What names stand for while a stack is being made or changed. It remembers the exports that it was asked for.
final class StackScope implements Scope {
    private final Stack stack;
    private final ParameterScope parameters;
    private final Exports exports;
    private final Set<String> imports = ConcurrentHashMap.newKeySet();

    StackScope(Stack stack, ParameterScope parameters, Exports exports) {
        this.stack = stack;
        this.parameters = parameters;
        this.exports = exports;
    }

    Set<String> imports() {
        return Set.copyOf(imports);
    }

    @Override
    public JsonNode ref(String name) {
        return switch (name) {
            case "AWS::NoValue" -> MissingNode.getInstance();
            case "AWS::NotificationARNs" -> JsonNodeFactory.instance.arrayNode();
            case "AWS::StackId" -> TextNode.valueOf(stack.id().arn());
            case "AWS::StackName" -> TextNode.valueOf(stack.id().name());
            default ->
                stack.resource(name)
                        .<JsonNode>map(
                                resource -> TextNode.valueOf(resource.physical().id()))
                        .orElseGet(() -> parameters.ref(name));
        };
    }

    @Override
    public JsonNode attribute(String logicalResourceId, String attribute) {
        var resource = stack.resource(logicalResourceId)
                .orElseThrow(() -> new ResourceFailedException(logicalResourceId + " does not exist"));
        return Optional.ofNullable(resource.physical().attributes().get(attribute))
                .map(TextNode::valueOf)
                .orElseThrow(() -> missing(resource, attribute));
    }

    private ResourceFailedException missing(StackResource resource, String attribute) {
        var id = resource.logicalResourceId();
        return new ResourceFailedException(
                ResourceTypes.isCustom(resource.declaration().resourceType())
                        ? "CustomResource attribute error: Vendor response doesn't contain %s attribute in object %s|%s"
                                .formatted(attribute, stack.id().arn(), id)
                        : "Template error: resource %s does not support attribute type %s in Fn::GetAtt"
                                .formatted(id, attribute));
    }

    @Override
    public JsonNode exported(String name) {
        imports.add(name);
        return exports.value(name)
                .map(TextNode::valueOf)
                .orElseThrow(() -> new ResourceFailedException("No export named %s found.".formatted(name)));
    }

    @Override
    public JsonNode mapped(Mappings.Keys keys) {
        return parameters.mapped(keys);
    }

    @Override
    public boolean holds(String condition) {
        return parameters.holds(condition);
    }
}
