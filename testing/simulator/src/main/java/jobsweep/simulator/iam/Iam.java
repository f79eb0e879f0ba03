package jobsweep.simulator.iam;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Roles with their inline policies, as the template wrote them, and the judge of every call.
///
/// Statements that are put stay on record after their policy or role is deleted, so that a stack that is gone can still
/// be asked which of its permissions nothing used. Safe for use by several threads.
public final class Iam {
    private final Map<String, Role> roles = new HashMap<>();
    private final Map<String, String> roleArnsByAccessKey = new HashMap<>();
    private final Map<String, Set<Statement>> everPut = new HashMap<>();
    private final Map<String, Set<Statement>> used = new HashMap<>();

    /// Creates the role, or changes whom it trusts; its policies stay.
    ///
    /// @throws UnsupportedOperationException if the trust policy says something this judge does not understand
    public synchronized void putRole(String roleArn, JsonNode trustPolicy) {
        List<Trust> trust = PolicyDocument.trust(trustPolicy);
        Map<String, List<Statement>> policies =
                find(roleArn).map(Role::policies).orElseGet(LinkedHashMap::new);
        roles.put(roleArn, new Role(trust, policies));
    }

    public synchronized void deleteRole(String roleArn) {
        roles.remove(roleArn);
    }

    /// Attaches an inline policy to the role, in place of one with the same name.
    ///
    /// @throws IllegalArgumentException if there is no such role
    /// @throws UnsupportedOperationException if the document says something this judge does not understand
    public synchronized void putRolePolicy(String roleArn, String policyName, JsonNode document) {
        List<Statement> statements = PolicyDocument.statements(policyName, document);
        existing(roleArn).policies().put(policyName, statements);
        everPut.computeIfAbsent(roleArn, key -> new LinkedHashSet<>()).addAll(statements);
    }

    public synchronized void deleteRolePolicy(String roleArn, String policyName) {
        find(roleArn).ifPresent(role -> role.policies().remove(policyName));
    }

    /// The access key id by which calls made in this role are recognised; always the same for the same role.
    public synchronized String accessKeyFor(String roleArn) {
        String accessKeyId = "AKIA" + sixteenLettersOf(roleArn);
        roleArnsByAccessKey.put(accessKeyId, roleArn);
        return accessKeyId;
    }

    /// The role whose access key this is; empty for a key that was never given out.
    public synchronized Optional<String> roleFor(String accessKeyId) {
        return Optional.ofNullable(roleArnsByAccessKey.get(accessKeyId));
    }

    /// Whether the role exists and lets the service (`lambda.amazonaws.com`) assume it.
    public synchronized boolean trusts(String roleArn, String service) {
        return trusts(roleArn, service, Optional.empty());
    }

    /// The same for a service that acts for a resource, and says so.
    public synchronized boolean trusts(String roleArn, String service, String sourceArn) {
        return trusts(roleArn, service, Optional.of(sourceArn));
    }

    /// Whether the role exists and lets another one assume it, by its name or as one of its account's.
    public synchronized boolean trustsRole(String roleArn, String caller) {
        String ofAccount = caller.replaceFirst(":role/.*", ":root");
        return Stream.of(caller, ofAccount).anyMatch(principal -> trusts(roleArn, principal));
    }

    private boolean trusts(String roleArn, String principal, Optional<String> source) {
        return find(roleArn).stream()
                .flatMap(role -> role.trust().stream())
                .anyMatch(trust -> trust.covers(principal, source));
    }

    /// The decision on a call that touches all these resources: each must be allowed, and none denied. A role that was
    /// deleted may do nothing.
    ///
    /// @throws IllegalArgumentException if no resource is named, or the access key was never given out
    public synchronized Decision authorize(String accessKeyId, String action, List<String> resourceArns) {
        if (resourceArns.isEmpty()) {
            throw new IllegalArgumentException(action + " must be checked against at least one resource");
        }
        String roleArn = roleFor(accessKeyId)
                .orElseThrow(() -> new IllegalArgumentException("access key " + accessKeyId + " was never given out"));
        Set<Statement> matched = new LinkedHashSet<>();
        for (String resource : resourceArns) {
            List<Statement> covering = covering(roleArn, action, resource);
            boolean denied = covering.stream().anyMatch(Statement::denies);
            if (denied || covering.isEmpty()) {
                return new Decision.Denied(roleArn, action, resource, denied);
            }
            matched.addAll(covering);
        }
        used.computeIfAbsent(roleArn, key -> new LinkedHashSet<>()).addAll(matched);
        return new Decision.Allowed(matched);
    }

    /// The permissions the role ever had that no allowed call has needed so far, in the order they were put.
    public synchronized List<Statement> unusedStatements(String roleArn) {
        Set<Statement> needed = used.getOrDefault(roleArn, Set.of());
        return everPut.getOrDefault(roleArn, Set.of()).stream()
                .filter(statement -> !statement.denies() && !needed.contains(statement))
                .toList();
    }

    private List<Statement> covering(String roleArn, String action, String resource) {
        Stream<Statement> all = find(roleArn).stream()
                .flatMap(role -> role.policies().values().stream())
                .flatMap(Collection::stream);
        return all.filter(statement -> statement.covers(action, resource)).toList();
    }

    private Optional<Role> find(String roleArn) {
        return Optional.ofNullable(roles.get(roleArn));
    }

    private Role existing(String roleArn) {
        return find(roleArn).orElseThrow(() -> new IllegalArgumentException("role " + roleArn + " does not exist"));
    }

    private static String sixteenLettersOf(String roleArn) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(roleArn.getBytes(StandardCharsets.UTF_8));
            return new BigInteger(1, hash)
                    .toString(Character.MAX_RADIX)
                    .toUpperCase(Locale.ROOT)
                    .substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A role as it stands; its policies by name.
    private record Role(List<Trust> trust, Map<String, List<Statement>> policies) {}
}
