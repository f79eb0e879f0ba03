package jobsweep.infra;

import java.util.List;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// Settings that each of the library's functions has, with its log and alarm.
///
/// @param <T> the construct
/// @param <B> its builder
abstract class FunctionBuilder<T, B extends FunctionBuilder<T, B>> implements software.amazon.jsii.Builder<T> {
    /// The memory of the functions that have no setting for it.
    static final int MEMORY_MIB = 512;

    private int memorySize = MEMORY_MIB;
    private Architecture architecture = Architecture.ARM_64;
    private RetentionDays logRetention = RetentionDays.ONE_MONTH;
    private List<IAlarmAction> alarmActions = List.of();
    private List<String> jobPatterns = List.of();
    private List<String> thingPatterns = List.of();

    /// This builder.
    abstract B self();

    /// The function's memory in MiB; its share of a CPU grows with it. Default: 512.
    public B memorySize(int memorySize) {
        this.memorySize = memorySize;
        return self();
    }

    /// The function's processor. Default: [Architecture#ARM_64].
    public B architecture(Architecture architecture) {
        this.architecture = architecture;
        return self();
    }

    /// How long the log is kept; the log group itself goes with the stack. Default: one month.
    public B logRetention(RetentionDays logRetention) {
        this.logRetention = logRetention;
        return self();
    }

    /// What happens when the alarm goes off, such as an `SnsAction`: where a function ended without an answer to
    /// CloudFormation, or there are dead letters. Default: nothing but the alarm's state.
    public B alarmActions(List<? extends IAlarmAction> alarmActions) {
        this.alarmActions = List.copyOf(alarmActions);
        return self();
    }

    /// The jobs whose executions may be deleted, by id, with `*` for any number of characters and `?` for
    /// one. Goes together with `thingPatterns`. A queue needs them, and no tokens among them: events of other
    /// jobs are left out where they come from. A provider's default: the jobs that its stack's cleanups name.
    public B jobPatterns(List<String> jobPatterns) {
        this.jobPatterns = List.copyOf(jobPatterns);
        return self();
    }

    /// The things whose job executions may be deleted, by name; otherwise like `jobPatterns`.
    public B thingPatterns(List<String> thingPatterns) {
        this.thingPatterns = List.copyOf(thingPatterns);
        return self();
    }

    boolean hasPatterns() {
        return !jobPatterns.isEmpty() || !thingPatterns.isEmpty();
    }

    TargetPatterns targets() {
        return new TargetPatterns(
                NamePatterns.ofJobs("jobPatterns", jobPatterns), NamePatterns.ofThings("thingPatterns", thingPatterns));
    }

    Architecture architecture() {
        return architecture;
    }

    LogGroup logGroup(Construct scope) {
        return LogGroup.Builder.create(scope, "LogGroup")
                .retention(logRetention)
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    Function.Builder function(Construct scope, String id) {
        return Function.Builder.create(scope, id).memorySize(memorySize);
    }

    Alarm alarm(Alarm alarm) {
        alarm.addAlarmAction(alarmActions.toArray(IAlarmAction[]::new));
        return alarm;
    }
}
