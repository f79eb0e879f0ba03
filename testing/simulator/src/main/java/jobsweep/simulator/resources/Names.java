package jobsweep.simulator.resources;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.Identifiers;
import jobsweep.simulator.cloudformation.PhysicalResource;
import jobsweep.simulator.cloudformation.ResourceAddress;
import jobsweep.simulator.cloudformation.ResourceFailedException;

/// The names in an account: given by the template or made up, and each taken once only.
record Names(Account account, Identifiers identifiers, Set<Name> taken) {
    Names(Account account, Identifiers identifiers) {
        this(account, identifiers, ConcurrentHashMap.newKeySet());
    }

    String madeUp(ResourceAddress address) {
        return identifiers.name(address);
    }

    /// Makes a resource under a name of its own, which is free again when that fails.
    ///
    /// @param property the property that may hold the name
    PhysicalResource make(Properties properties, String property, Function<String, PhysicalResource> maker) {
        var name = properties.text(property).orElseGet(() -> madeUp(properties.address()));
        if (!taken.add(new Name(properties.address().resourceType(), name))) {
            throw alreadyExists(properties.address(), name);
        }
        try {
            return maker.apply(name);
        } catch (RuntimeException e) {
            giveBack(properties.address(), name);
            throw e;
        }
    }

    void giveBack(ResourceAddress address, String name) {
        taken.remove(new Name(address.resourceType(), name));
    }

    static ResourceFailedException alreadyExists(ResourceAddress address, String name) {
        return new ResourceFailedException(
                "Resource of type '%s' with identifier '%s' already exists.".formatted(address.resourceType(), name));
    }

    /// A name and the type whose resources it tells apart.
    record Name(String resourceType, String name) {}
}
