package jobsweep.contract;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// The properties of a resource as its template has them, or of a request for the same: every scalar is text.
public final class ResourceProperties {

    private final Map<String, ?> values;

    /// Properties by their names.
    public ResourceProperties(Map<String, ?> values) {
        this.values = Map.copyOf(values);
    }

    /// The others, if there are any of these names among them.
    public ResourceProperties without(Set<String> names) {
        Map<String, Object> others = new HashMap<>(values);
        others.keySet().removeAll(names);
        return new ResourceProperties(others);
    }

    /// Whether the property is there, allowed or not.
    public boolean has(Property<?> property) {
        return values.containsKey(property.name());
    }

    boolean says(Property<?> property, String text) {
        return text.equals(values.get(property.name()));
    }

    /// @throws InvalidPropertyException where the property is missing or not allowed, naming property, value and rule
    public <T> T required(Property<T> property) {
        return optional(property).orElseThrow(property::missing);
    }

    /// @return empty where the property is missing
    /// @throws InvalidPropertyException where the property is not allowed, naming property, value and rule
    public <T> Optional<T> optional(Property<T> property) {
        return Optional.ofNullable(values.get(property.name())).map(property::read);
    }

    /// @return empty where the property is missing or not allowed
    public <T> Optional<T> readable(Property<T> property) {
        try {
            return optional(property);
        } catch (InvalidPropertyException unreadable) {
            return Optional.empty();
        }
    }

    /// Refuses every property that is not known, since a typo must not silently change what a resource is.
    ///
    /// @throws InvalidPropertyException naming the unknown properties and the known ones
    public void refuseAllBut(Collection<Property<?>> known) {
        Set<String> names = known.stream().map(Property::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(values.keySet());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw InvalidPropertyException.unknown(unknown, names);
        }
    }
}
