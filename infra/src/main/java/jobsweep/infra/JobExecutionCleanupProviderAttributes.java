package jobsweep.infra;

import java.util.Optional;
import java.util.Set;
import jobsweep.contract.RequestKind;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Duration;

/// What is known of a provider of another stack, for [JobExecutionCleanupProvider#fromAttributes].
///
/// ```java
/// JobExecutionCleanupProviderAttributes.builder()
///         .serviceToken(Fn.importValue("JobsweepServiceToken"))
///         .longestGracePeriod(Duration.minutes(5))
///         .build()
/// ```
public final class JobExecutionCleanupProviderAttributes {
    final String serviceToken;
    final int longestGracePeriod;
    final Set<RequestKind> kinds;
    final Optional<String> serviceTimeout;

    private JobExecutionCleanupProviderAttributes(Builder builder, String serviceToken) {
        this.serviceToken = serviceToken;
        this.longestGracePeriod = builder.longestGracePeriod;
        this.kinds = builder.kinds;
        this.serviceTimeout = Optional.ofNullable(builder.serviceTimeout);
    }

    /// Starts with nothing.
    public static Builder builder() {
        return new Builder();
    }

    /// Attributes of a [JobExecutionCleanupProviderAttributes]. `null` means that one is not set.
    public static final class Builder implements software.amazon.jsii.Builder<JobExecutionCleanupProviderAttributes> {
        private @Nullable String serviceToken;
        private @Nullable String serviceTimeout;
        private int longestGracePeriod;
        private Set<RequestKind> kinds = Set.of();

        private Builder() {}

        /// The function's ARN, such as `Fn.importValue("JobsweepServiceToken")`. Required.
        ///
        /// @throws IllegalArgumentException if it is no function's ARN
        public Builder serviceToken(@Nullable String serviceToken) {
            this.serviceToken = serviceToken == null ? null : KnownArn.check("serviceToken", "lambda", serviceToken);
            return this;
        }

        /// How long its answer can take, in seconds, such as `Fn.importValue("JobsweepServiceTimeout")`. Default: as
        /// long as it has time for with the other attributes.
        ///
        /// @throws IllegalArgumentException if it is neither a token nor a whole number from 1 to 3600
        public Builder serviceTimeout(@Nullable String serviceTimeout) {
            if (serviceTimeout != null && KnownText.isKnown(serviceTimeout) && !isAllowed(serviceTimeout)) {
                throw new IllegalArgumentException(
                        "serviceTimeout must be a whole number of seconds from 1 to 3600, got '%s'"
                                .formatted(serviceTimeout));
            }
            this.serviceTimeout = serviceTimeout;
            return this;
        }

        private static boolean isAllowed(String serviceTimeout) {
            return serviceTimeout.matches("[1-9][0-9]{0,3}")
                    && Integer.parseInt(serviceTimeout) <= Timing.LONGEST_SERVICE_TIMEOUT;
        }

        /// What the provider was deployed with: its function has no time for a longer one. Default: none.
        ///
        /// @throws IllegalArgumentException if it is not whole seconds up to 780, or a token
        public Builder longestGracePeriod(@Nullable Duration longestGracePeriod) {
            this.longestGracePeriod = longestGracePeriod == null
                    ? 0
                    : GracePeriod.seconds(JobExecutionCleanupProvider.LONGEST_GRACE_PERIOD, longestGracePeriod);
            return this;
        }

        /// What the provider was deployed with, see [JobExecutionCleanupProvider.Builder#allowCleanups]. Default: none
        /// but those that name both job and thing.
        public Builder allowCleanups(@Nullable RequestKind @Nullable ... kinds) {
            this.kinds = Set.copyOf(Given.of(kinds));
            return this;
        }

        /// The attributes.
        ///
        /// @throws IllegalArgumentException if the service token is missing
        @Override
        public JobExecutionCleanupProviderAttributes build() {
            if (serviceToken == null) {
                throw new IllegalArgumentException("serviceToken is required: the ARN of the provider's function");
            }
            return new JobExecutionCleanupProviderAttributes(this, serviceToken);
        }
    }
}
