package jobsweep.simulator.resources;

import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import jobsweep.simulator.cloudformation.Account;
import jobsweep.simulator.cloudformation.ResourceType;

/// What stands around a rollout in users' templates and has no part in it: it does nothing here but to have a name, and
/// what templates get of it. Since nobody looks at its properties, it may have any.
record InertTypes(Account account, Supplier<DeclaredType.Builder> type) {
    Map<String, ResourceType> all() {
        String topics = account.arn("sns", "");
        return Map.ofEntries(
                Map.entry("AWS::CDK::Metadata", nameless()),
                Map.entry("AWS::CloudWatch::Dashboard", named("DashboardName").build()),
                Map.entry("AWS::EC2::SecurityGroup", securityGroup()),
                Map.entry("AWS::EC2::SecurityGroupEgress", nameless()),
                Map.entry("AWS::EC2::SecurityGroupIngress", nameless()),
                Map.entry("AWS::IoT::Certificate", withArnAndId(type.get(), "cert/")),
                Map.entry(
                        "AWS::IoT::Job",
                        named("JobId").attribute("JobArn", arn("iot", "job/")).build()),
                Map.entry(
                        "AWS::IoT::JobTemplate",
                        named("JobTemplateId")
                                .attribute("Arn", arn("iot", "jobtemplate/"))
                                .build()),
                Map.entry("AWS::IoT::Policy", withArnAndId(named("PolicyName"), "policy/")),
                Map.entry("AWS::IoT::PolicyPrincipalAttachment", nameless()),
                Map.entry("AWS::IoT::ThingGroup", withArnAndId(named("ThingGroupName"), "thinggroup/")),
                Map.entry("AWS::IoT::ThingPrincipalAttachment", nameless()),
                Map.entry("AWS::IoT::ThingType", withArnAndId(named("ThingTypeName"), "thingtype/")),
                Map.entry(
                        "AWS::KMS::Key",
                        type.get()
                                .attribute("Arn", arn("kms", "key/"))
                                .attribute("KeyId", name -> name)
                                .build()),
                Map.entry(
                        "AWS::Lambda::CodeSigningConfig",
                        type.get()
                                .attribute("CodeSigningConfigArn", arn("lambda", "code-signing-config:"))
                                .build()),
                Map.entry(
                        "AWS::Logs::LogGroup",
                        named("LogGroupName")
                                .attribute("Arn", name -> account.arn("logs", "log-group:%s:*".formatted(name)))
                                .build()),
                Map.entry(
                        "AWS::S3::Bucket",
                        named("BucketName")
                                .attribute("Arn", name -> "arn:%s:s3:::%s".formatted(account.partition(), name))
                                .build()),
                Map.entry("AWS::S3::BucketPolicy", nameless()),
                Map.entry("AWS::SNS::Subscription", type.get().idPrefix(topics).build()),
                Map.entry(
                        "AWS::SNS::Topic",
                        named("TopicName")
                                .idPrefix(topics)
                                .attribute("TopicArn", arn("sns", ""))
                                .attribute("TopicName", name -> name)
                                .build()),
                Map.entry("AWS::SNS::TopicPolicy", nameless()),
                Map.entry("AWS::SSM::Parameter", named("Name").build()));
    }

    private ResourceType securityGroup() {
        return type.get().attribute("GroupId", id -> id).build();
    }

    private DeclaredType.Builder named(String property) {
        return type.get().named(property);
    }

    private ResourceType nameless() {
        return type.get().build();
    }

    private ResourceType withArnAndId(DeclaredType.Builder declared, String prefix) {
        return declared.attribute("Arn", arn("iot", prefix))
                .attribute("Id", name -> name)
                .build();
    }

    private UnaryOperator<String> arn(String service, String prefix) {
        return name -> account.arn(service, prefix + name);
    }
}
