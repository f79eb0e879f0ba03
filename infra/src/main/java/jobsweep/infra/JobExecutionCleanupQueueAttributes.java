package jobsweep.infra;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import jobsweep.contract.RequestKind;
import org.jspecify.annotations.Nullable;

/// What is known of a queue of another app, for [JobExecutionCleanupQueue#fromAttributes].
///
/// ```java
/// JobExecutionCleanupQueueAttributes.builder().queueArn(Fn.importValue("JobsweepQueueArn")).build()
/// ```
public final class JobExecutionCleanupQueueAttributes {
    final String queueArn;
    final Optional<String> queueUrl;
    final Optional<String> keyArn;
    final Optional<String> consumerName;
    final Optional<TargetPatterns> targets;
    final Set<RequestKind> deferred;

    private JobExecutionCleanupQueueAttributes(Builder builder, String queueArn) {
        this.queueArn = queueArn;
        this.queueUrl = Optional.ofNullable(builder.queueUrl);
        this.keyArn = Optional.ofNullable(builder.keyArn);
        this.consumerName = Optional.ofNullable(builder.consumerName);
        this.targets = builder.targets();
        this.deferred = builder.deferred;
    }

    /// Starts with nothing.
    public static Builder builder() {
        return new Builder();
    }

    /// Attributes of a [JobExecutionCleanupQueueAttributes]. `null` means that one is not set.
    public static final class Builder implements software.amazon.jsii.Builder<JobExecutionCleanupQueueAttributes> {
        private static final Set<RequestKind> EVERY_KIND = Set.of(RequestKind.values());

        private @Nullable String queueArn;
        private @Nullable String queueUrl;
        private @Nullable String keyArn;
        private @Nullable String consumerName;
        private List<String> jobPatterns = List.of();
        private List<String> thingPatterns = List.of();
        private Set<RequestKind> deferred = EVERY_KIND;

        private Builder() {}

        /// The queue's ARN, such as `Fn.importValue("JobsweepQueueArn")`. Required.
        ///
        /// @throws IllegalArgumentException if it is no queue's ARN
        public Builder queueArn(@Nullable String queueArn) {
            this.queueArn = queueArn == null ? null : KnownArn.check("queueArn", "sqs", queueArn);
            if (queueArn != null && queueArn.endsWith(".fifo")) {
                throw new IllegalArgumentException(
                        "queueArn must be a standard queue's, as a JobExecutionCleanupQueue has, got '%s'"
                                .formatted(queueArn));
            }
            return this;
        }

        /// The queue's URL. Default: the one that its ARN stands for.
        ///
        /// @throws IllegalArgumentException if it is no URL
        public Builder queueUrl(@Nullable String queueUrl) {
            if (queueUrl != null && KnownText.isKnown(queueUrl) && !queueUrl.matches("https://\\S+/[0-9]{12}/\\S+")) {
                throw new IllegalArgumentException(
                        "queueUrl must be https://<host>/<account>/<name>, got '%s'".formatted(queueUrl));
            }
            this.queueUrl = queueUrl;
            return this;
        }

        /// The key that the queue is encrypted with, by its ARN. Default: none but SQS's own.
        ///
        /// @throws IllegalArgumentException if it is no key's ARN
        public Builder keyArn(@Nullable String keyArn) {
            this.keyArn = keyArn == null ? null : KnownArn.check("keyArn", "kms", keyArn);
            if (keyArn != null && keyArn.contains(":alias/")) {
                throw new IllegalArgumentException(
                        "keyArn must be a key's and not an alias's, which to IAM is no key, got '%s'"
                                .formatted(keyArn));
            }
            return this;
        }

        /// The name of the consumer's function, which metrics need. Default: not known.
        public Builder consumerName(@Nullable String consumerName) {
            this.consumerName = consumerName;
            return this;
        }

        /// What the queue was deployed with, to hold cleanups against. Goes together with
        /// `thingPatterns`. Default: not known, and the consumer makes a dead letter of what it may
        /// not delete.
        public Builder jobPatterns(@Nullable List<String> jobPatterns) {
            this.jobPatterns = Given.in(jobPatterns);
            return this;
        }

        /// The same of things.
        public Builder thingPatterns(@Nullable List<String> thingPatterns) {
            this.thingPatterns = Given.in(thingPatterns);
            return this;
        }

        /// What the queue was deployed with, see [JobExecutionCleanupQueue#allowDeferred]. Default:
        /// every kind, which the ready-made stack allows.
        public Builder allowDeferred(@Nullable RequestKind @Nullable ... kinds) {
            this.deferred = kinds == null ? EVERY_KIND : Set.copyOf(Given.of(kinds));
            return this;
        }

        /// The attributes.
        ///
        /// @throws IllegalArgumentException if the ARN is missing, or a pattern is malformed
        @Override
        public JobExecutionCleanupQueueAttributes build() {
            if (queueArn == null) {
                throw new IllegalArgumentException("queueArn is required: the ARN of the queue of cleanup requests");
            }
            return new JobExecutionCleanupQueueAttributes(this, queueArn);
        }

        private Optional<TargetPatterns> targets() {
            return jobPatterns.isEmpty() && thingPatterns.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new TargetPatterns(
                            NamePatterns.ofJobs("jobPatterns", jobPatterns),
                            NamePatterns.ofThings("thingPatterns", thingPatterns)));
        }
    }
}
