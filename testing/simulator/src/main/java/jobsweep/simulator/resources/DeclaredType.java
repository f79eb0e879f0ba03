package jobsweep.simulator.resources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jobsweep.simulator.cloudformation.Cancellation;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceChange;
import jobsweep.simulator.cloudformation.ResourceFailedException;
import jobsweep.simulator.cloudformation.ResourceType;

/// A resource type, declared by its properties and by what they mean to the services.
///
/// Each resource has a name: given by a property, or made up. No two of a type have the same one. What is
/// not said to be known, be it a property or an attribute, fails the resource.
final class DeclaredType implements ResourceType {
    private final Builder declared;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();

    private DeclaredType(Builder declared) {
        this.declared = declared;
    }

    static Builder builder(Identifiers identifiers) {
        return new Builder(identifiers);
    }

    @Override
    public boolean supports(String attribute) {
        return declared.attributes.containsKey(attribute);
    }

    @Override
    public PhysicalResource create(ResourceAddress address, ObjectNode values, Cancellation cancellation) {
        Properties properties = read(address, values);
        String name = declared.name.apply(properties);
        if (declared.exists.map(there -> there.test(name)).orElseGet(() -> !taken.add(name))) {
            throw new ResourceFailedException("Resource of type '%s' with identifier '%s' already exists."
                    .formatted(address.resourceType(), name));
        }
        try {
            declared.put.accept(name, properties);
        } catch (RuntimeException e) {
            taken.remove(name);
            throw e;
        }
        Map<String, String> attributes = new HashMap<>();
        declared.attributes.forEach((attribute, value) -> attributes.put(attribute, value.apply(name)));
        return new PhysicalResource(declared.idPrefix + name, attributes);
    }

    @Override
    public boolean isReplacedBy(ResourceChange change) {
        return declared.replacing.stream().anyMatch(change::touches);
    }

    @Override
    public PhysicalResource update(ResourceAddress address, ResourceChange change, Cancellation cancellation) {
        if (isReplacedBy(change)) {
            return create(address, change.newProperties(), cancellation);
        }
        Properties properties = read(address, change.newProperties());
        declared.undo.accept(name(change.current()), new Properties(address, change.oldProperties()));
        declared.put.accept(name(change.current()), properties);
        return change.current();
    }

    @Override
    public Runnable deletion(ResourceAddress address, PhysicalResource resource, ObjectNode values) {
        return () -> {
            declared.delete.accept(name(resource), new Properties(address, values));
            taken.remove(name(resource));
        };
    }

    private String name(PhysicalResource resource) {
        return resource.id().substring(declared.idPrefix.length());
    }

    private Properties read(ResourceAddress address, ObjectNode values) {
        Properties properties = new Properties(address, values);
        declared.known.ifPresent(properties::requireNames);
        return properties;
    }

    static final class Builder {
        private final Identifiers identifiers;
        private final Map<String, UnaryOperator<String>> attributes = new HashMap<>();
        private Optional<Set<String>> known = Optional.empty();
        private Collection<String> replacing = List.of();
        private Function<Properties, String> name;
        private Optional<Predicate<String>> exists = Optional.empty();
        private String idPrefix = "";
        private BiConsumer<String, Properties> put = (name, properties) -> {};
        private BiConsumer<String, Properties> undo = (name, properties) -> {};
        private BiConsumer<String, Properties> delete = (name, properties) -> {};

        private Builder(Identifiers identifiers) {
            this.identifiers = identifiers;
            this.name = this::madeUp;
        }

        /// The properties that resources may have; any, where nothing is said.
        Builder properties(String... names) {
            known = Optional.of(Stream.of(names).collect(Collectors.toUnmodifiableSet()));
            return this;
        }

        /// The property that may hold the name, and whose change means another resource.
        Builder named(String property) {
            name = properties -> properties.text(property).orElseGet(() -> madeUp(properties));
            return replacedBy(property);
        }

        /// How the name is made of properties.
        Builder named(Function<Properties, String> maker) {
            name = maker;
            return this;
        }

        /// The properties whose change means another resource.
        Builder replacedBy(String... names) {
            replacing = List.of(names);
            return this;
        }

        /// What stands before the name in the physical id.
        Builder idPrefix(String prefix) {
            idPrefix = prefix;
            return this;
        }

        /// Whether a name is taken, where that does not depend on stacks alone.
        Builder exists(Predicate<String> anywhere) {
            exists = Optional.of(anywhere);
            return this;
        }

        /// What `Fn::GetAtt` gives, by the name.
        Builder attribute(String attribute, UnaryOperator<String> value) {
            attributes.put(attribute, value);
            return this;
        }

        /// Makes a resource, or changes the one of this name.
        Builder put(BiConsumer<String, Properties> maker) {
            put = maker;
            return this;
        }

        /// Takes old properties back before new ones are put.
        Builder undo(BiConsumer<String, Properties> remover) {
            undo = remover;
            return this;
        }

        Builder delete(BiConsumer<String, Properties> remover) {
            delete = remover;
            return this;
        }

        ResourceType build() {
            return new DeclaredType(this);
        }

        private String madeUp(Properties properties) {
            return identifiers.name(properties.address());
        }
    }
}
