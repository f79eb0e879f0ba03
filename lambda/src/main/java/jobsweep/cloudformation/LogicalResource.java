package jobsweep.cloudformation;

/// A resource as its template names it.
///
/// @param stackId the stack's ARN
public record LogicalResource(String stackId, String logicalResourceId) {

    /// `arn:<partition>:cloudformation:<region>:<account>:stack/<name>/<id>`
    private static final int REGION = 3;

    /// The stack's name, or its ARN where that has none.
    public String stackName() {
        String[] parts = stackId.split("/", -1);
        return parts.length > 1 ? parts[1] : stackId;
    }

    /// The stack's Region, or nothing where the ARN has none.
    public String region() {
        String[] parts = stackId.split(":", -1);
        return parts.length > REGION ? parts[REGION] : "";
    }
}
