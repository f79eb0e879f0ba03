package jobsweep.infra;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.constructs.Construct;

/// Settings that the ready-made stacks have alike. `null` means that one is not set.
///
/// @param <S> the stack
/// @param <C> the builder of the construct in it
/// @param <B> its own builder
abstract class CleanupStackBuilder<S extends Stack, C, B extends CleanupStackBuilder<S, C, B>>
        implements software.amazon.jsii.Builder<S> {
    final Construct scope;
    final String id;
    StackExports exports = StackExports.JOBSWEEP;
    UnaryOperator<C> settings = UnaryOperator.identity();

    @Nullable
    StackProps stackProps;

    CleanupStackBuilder(Construct scope, String id) {
        this.scope = scope;
        this.id = id;
    }

    /// This builder.
    abstract B self();

    /// What the CDK knows of any stack. Default: its own defaults.
    public B stackProps(@Nullable StackProps stackProps) {
        this.stackProps = stackProps;
        return self();
    }

    /// What the names of the stack's exports begin with. Each stack of its kind in an account and Region needs another
    /// one. Default: `Jobsweep`.
    ///
    /// @throws IllegalArgumentException if CloudFormation would not take the names
    public B exportPrefix(@Nullable String exportPrefix) {
        this.exports = exportPrefix == null ? StackExports.JOBSWEEP : new StackExports(exportPrefix);
        return self();
    }

    B add(@Nullable UnaryOperator<C> further) {
        UnaryOperator<C> before = settings;
        this.settings = further == null ? before : builder -> further.apply(before.apply(builder));
        return self();
    }
}
