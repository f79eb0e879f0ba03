package jobsweep.simulator.cloudformation;

import java.util.Map;

/// The account and Region that stacks live in, with its parameter store (`AWS::SSM::Parameter::Value<String>`).
public record Account(String partition, String region, String id, Map<String, String> parameterStore) {
    public Account {
        parameterStore = Map.copyOf(parameterStore);
    }

    /// A bootstrapped account in `us-east-1`, with the number that AWS uses in its examples.
    public static Account example() {
        return new Account("aws", "us-east-1", "123456789012", Map.of("/cdk-bootstrap/hnb659fds/version", "30"));
    }

    /// The domain of the partition's endpoints, `AWS::URLSuffix`.
    public String urlSuffix() {
        return partition.equals("aws-cn") ? "amazonaws.com.cn" : "amazonaws.com";
    }

    /// The ARN of something in this Region; `resource` as in `thing/pump-7`.
    public String arn(String service, String resource) {
        return "arn:%s:%s:%s:%s:%s".formatted(partition, service, region, id, resource);
    }

    /// The ARN of a role, which belongs to no Region.
    public String roleArn(String roleName) {
        return "arn:%s:iam::%s:role/%s".formatted(partition, id, roleName);
    }
}
