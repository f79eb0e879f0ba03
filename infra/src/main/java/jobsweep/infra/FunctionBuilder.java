package jobsweep.infra;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.cloudwatch.Alarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.ec2.ISecurityGroup;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.lambda.Architecture;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.ICodeSigningConfig;
import software.amazon.awscdk.services.lambda.Tracing;
import software.amazon.awscdk.services.logs.ILogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/// Settings that a provider and a queue have alike. Each is optional; `null` means its default.
///
/// A construct has more than one function. Memory and description are those of the function that deletes; everything
/// else holds for all of them, so that what a company demands of each of its functions is said once.
///
/// @param <T> the construct
/// @param <B> its builder
abstract class FunctionBuilder<T, B extends FunctionBuilder<T, B>> implements software.amazon.jsii.Builder<T> {
    /// The memory of the functions that have no setting for it.
    static final int MEMORY_MIB = 512;

    static final NumberSetting MEMORY_SIZE = new NumberSetting("memorySize", 128, 10_240);

    // None at all would be nobody to answer.
    private static final NumberSetting CONCURRENCY = new NumberSetting("reservedConcurrentExecutions", 1, 1_000_000);

    private static final String REGION = "[a-z]{2,}(-[a-z]+)+-[0-9]+";

    private final CommonSettings settings = new CommonSettings();
    private int memorySize = MEMORY_MIB;
    private @Nullable String description;
    private boolean alarm = true;
    private List<IAlarmAction> alarmActions = List.of();
    private List<String> jobPatterns = List.of();
    private List<String> thingPatterns = List.of();

    /// This builder.
    abstract B self();

    /// The function's memory in MiB, a whole number from 128 to 10240 and no token; its share of a CPU grows with it.
    /// Default: 512.
    public B memorySize(@Nullable Number memorySize) {
        this.memorySize = memorySize == null ? MEMORY_MIB : MEMORY_SIZE.known(memorySize);
        return self();
    }

    /// What AWS Lambda shows beside the function's name. Default: what the function does.
    public B description(@Nullable String description) {
        this.description = description;
        return self();
    }

    /// The function's name; functions beside it have it with `-on-failure`, `-events` or `-events-on-failure` after
    /// it. It is part of the service token, which can't be changed on resources that exist. Default: CloudFormation
    /// makes names.
    public B functionName(@Nullable String functionName) {
        settings.functionName = functionName;
        return self();
    }

    /// What runs the functions: AWS Lambda's own Java, or one in the archive, which starts faster and gets up to
    /// date with jobsweep. Default: [FunctionRuntime#MANAGED], or what the context key `jobsweep:runtime` says
    /// where [#code] is not given.
    ///
    /// @throws IllegalArgumentException by `build()` where the archive is not on the class path, or a JVM option in
    /// [#environment] would keep its JVM from starting
    public B runtime(@Nullable FunctionRuntime runtime) {
        settings.runtime = runtime;
        return self();
    }

    /// The functions' processor. Default: [Architecture#ARM_64], or the only one that there is a bundled runtime for.
    ///
    /// @throws IllegalArgumentException if it is not one of Lambda's two
    public B architecture(@Nullable Architecture architecture) {
        settings.architecture = architecture == null ? null : FunctionArchive.known(architecture);
        return self();
    }

    /// The functions' code: jobsweep's own archive for [#runtime] and [#architecture] at another place, such as one
    /// that AWS Signer has signed, by `Code.fromBucket`. Default: the archive on the class path, as an asset.
    public B code(@Nullable Code code) {
        settings.code = code;
        return self();
    }

    /// Which signatures the functions' code has to have. An asset has none: see [#code]. Default: none.
    public B codeSigningConfig(@Nullable ICodeSigningConfig codeSigningConfig) {
        settings.codeSigningConfig = codeSigningConfig;
        return self();
    }

    /// The role in which all functions run, in place of one for each. What they need is added to it as policies of this
    /// stack; where it can't be changed (`mutable(false)`, another account's) it is its owner's duty, as is
    /// `lambda.amazonaws.com` among whom it trusts. Default: roles of the construct's own.
    public B role(@Nullable IRole role) {
        settings.role = role;
        return self();
    }

    /// The Region whose job executions are deleted. Default: the stack's own.
    ///
    /// @throws IllegalArgumentException if it is no Region's name
    public B region(@Nullable String region) {
        if (region != null && KnownText.isKnown(region) && !region.matches(REGION)) {
            throw new IllegalArgumentException(
                    "region must be a Region's name such as eu-central-1, got '%s'".formatted(region));
        }
        settings.region = region;
        return self();
    }

    /// The role as which AWS IoT is called, such as another account's: its jobs and things are meant. The functions may
    /// assume it; whom it trusts and what it may call is its owner's duty. Default: the functions' own.
    public B assumedRole(@Nullable IRole assumedRole) {
        settings.assumedRole = assumedRole;
        return self();
    }

    /// The VPC that the functions are connected to. From there they have to reach AWS IoT, Amazon S3, to which answers
    /// go, and whatever else they call. Default: none, and they reach all of it.
    public B vpc(@Nullable IVpc vpc) {
        settings.vpc = vpc;
        return self();
    }

    /// Which subnets of the VPC. Default: its private ones.
    public B vpcSubnets(@Nullable SubnetSelection vpcSubnets) {
        settings.vpcSubnets = vpcSubnets;
        return self();
    }

    /// The functions' security groups in the VPC. Default: one for each function, which lets everything out.
    public B securityGroups(@Nullable List<? extends ISecurityGroup> securityGroups) {
        settings.securityGroups = Given.in(securityGroups);
        return self();
    }

    /// Further environment variables of all functions, such as `HTTPS_PROXY` and `NO_PROXY`. Default: none.
    ///
    /// @throws IllegalArgumentException if a name is not allowed or one of jobsweep's own
    public B environment(@Nullable Map<String, String> environment) {
        settings.environment = CommonSettings.checked(environment == null ? Map.of() : environment);
        return self();
    }

    /// The key that encrypts environment variables. A function that has none does without it. Default: AWS Lambda's.
    public B environmentEncryption(@Nullable IKey environmentEncryption) {
        settings.environmentEncryption = environmentEncryption;
        return self();
    }

    /// How many of each of the functions may run at once, from 1; the account keeps as many free for it. Default: what
    /// the account has.
    public B reservedConcurrentExecutions(@Nullable Number reservedConcurrentExecutions) {
        settings.reservedConcurrentExecutions =
                reservedConcurrentExecutions == null ? null : CONCURRENCY.numberOrToken(reservedConcurrentExecutions);
        return self();
    }

    /// Whether AWS X-Ray traces the functions. Default: [Tracing#DISABLED].
    public B tracing(@Nullable Tracing tracing) {
        settings.tracing = tracing == null ? Tracing.DISABLED : tracing;
        return self();
    }

    /// The functions' log group, whose retention, key and removal policy are its owner's. Default: one of the
    /// construct's own, which stays when the stack goes: it tells what was deleted with it.
    public B logGroup(@Nullable ILogGroup logGroup) {
        settings.logGroup = logGroup;
        return self();
    }

    /// How long the log is kept in the construct's own log group. Default: one month.
    public B logRetention(@Nullable RetentionDays logRetention) {
        settings.logRetention = logRetention;
        return self();
    }

    /// Whether there is an alarm: where a function ended without an answer to CloudFormation, or there are dead
    /// letters. Default: true.
    public B alarm(@Nullable Boolean alarm) {
        this.alarm = alarm == null || alarm;
        return self();
    }

    /// What happens when the alarm goes off, such as an `SnsAction`. Default: nothing but the alarm's state.
    public B alarmActions(@Nullable List<? extends IAlarmAction> alarmActions) {
        this.alarmActions = Given.in(alarmActions);
        return self();
    }

    /// The jobs whose executions may be deleted, by id, with `*` for any number of characters and `?` for
    /// one. Goes together with `thingPatterns`. A queue needs them, and no tokens among them: events of other
    /// jobs are left out where they come from. A provider's default: the jobs that its stack's cleanups name.
    public B jobPatterns(@Nullable List<String> jobPatterns) {
        this.jobPatterns = Given.in(jobPatterns);
        return self();
    }

    /// The things whose job executions may be deleted, by name; otherwise like `jobPatterns`.
    public B thingPatterns(@Nullable List<String> thingPatterns) {
        this.thingPatterns = Given.in(thingPatterns);
        return self();
    }

    boolean hasPatterns() {
        return !jobPatterns.isEmpty() || !thingPatterns.isEmpty();
    }

    TargetPatterns targets() {
        return new TargetPatterns(
                NamePatterns.ofJobs("jobPatterns", jobPatterns), NamePatterns.ofThings("thingPatterns", thingPatterns));
    }

    /// The function that deletes.
    ///
    /// @param purpose its description where the user has none
    Function.Builder function(Construct scope, String id, String purpose) {
        return Function.Builder.create(scope, id)
                .memorySize(memorySize)
                .description(description == null ? purpose : description);
    }

    /// @throws IllegalArgumentException if fewer of the functions may run at once
    void requireConcurrency(int consumers) {
        settings.requireConcurrency(consumers);
    }

    /// Whose job executions are deleted.
    IotPlace place() {
        return settings.place();
    }

    /// What all functions of `construct` have, with their log group.
    ///
    /// @throws IllegalArgumentException if two settings exclude each other, or one needs another
    CommonSettings settings(Construct construct) {
        settings.complete(construct);
        return settings;
    }

    /// @throws IllegalArgumentException if it has actions and is not wanted
    Optional<Alarm> makeAlarm(Supplier<Alarm> maker) {
        if (!alarm && !alarmActions.isEmpty()) {
            throw new IllegalArgumentException("alarmActions must not be given together with alarm(false)");
        }
        Optional<Alarm> made = alarm ? Optional.of(maker.get()) : Optional.empty();
        made.ifPresent(it -> it.addAlarmAction(alarmActions.toArray(IAlarmAction[]::new)));
        return made;
    }
}
