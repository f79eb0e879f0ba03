package jobsweep.infra;

import software.amazon.awscdk.services.lambda.Runtime;

/// What runs the functions.
public enum FunctionRuntime {

    /// AWS Lambda's `java25`. AWS keeps it up to date.
    MANAGED("function"),

    /// A Java runtime in the archive, beside the function, on `provided.al2023`: a cold start takes a fraction of
    /// the time. It gets up to date with jobsweep. The archive is an artifact of its own for the CDK app's class
    /// path, `io.github.jobsweep:jobsweep-runtime` with the classifier `arm64` or `x86_64`.
    BUNDLED("bundled");

    private final String archive;

    FunctionRuntime(String archive) {
        this.archive = archive;
    }

    Runtime ofLambda() {
        return this == MANAGED ? Runtime.JAVA_25 : Runtime.PROVIDED_AL2023;
    }

    /// The name of the archive with the functions.
    ///
    /// @param architecture as Lambda calls the processor
    String archive(String architecture) {
        return "%s-%s.zip".formatted(archive, architecture);
    }
}
