package jobsweep.simulator.resources;

import java.util.Map;
import jobsweep.simulator.cloudformation.ResourceType;

/// What stands around a rollout in users' templates and has no part in it.
final class InertTypes {
    private final Names names;

    private InertTypes(Names names) {
        this.names = names;
    }

    static Map<String, ResourceType> of(Names names) {
        return new InertTypes(names).all();
    }

    private Map<String, ResourceType> all() {
        String bucket = "arn:%s:s3:::%%s".formatted(names.account().partition());
        String topic = arn("sns", "");
        return Map.ofEntries(
                Map.entry("AWS::CDK::Metadata", named("", Map.of())),
                Map.entry("AWS::CloudWatch::Dashboard", named("DashboardName", Map.of())),
                Map.entry("AWS::IoT::Certificate", named("", arnAndId("cert/"))),
                Map.entry("AWS::IoT::Job", named("JobId", Map.of("JobArn", arn("iot", "job/%s")))),
                Map.entry("AWS::IoT::JobTemplate", named("JobTemplateId", Map.of("Arn", arn("iot", "jobtemplate/%s")))),
                Map.entry("AWS::IoT::Policy", named("PolicyName", arnAndId("policy/"))),
                Map.entry("AWS::IoT::PolicyPrincipalAttachment", named("", Map.of())),
                Map.entry("AWS::IoT::ThingGroup", named("ThingGroupName", arnAndId("thinggroup/"))),
                Map.entry("AWS::IoT::ThingPrincipalAttachment", named("", Map.of())),
                Map.entry("AWS::IoT::ThingType", named("ThingTypeName", arnAndId("thingtype/"))),
                Map.entry("AWS::KMS::Key", named("", Map.of("Arn", arn("kms", "key/%s"), "KeyId", "%s"))),
                Map.entry("AWS::Logs::LogGroup", named("LogGroupName", Map.of("Arn", arn("logs", "log-group:%s:*")))),
                Map.entry("AWS::S3::Bucket", named("BucketName", Map.of("Arn", bucket))),
                Map.entry("AWS::S3::BucketPolicy", named("", Map.of())),
                Map.entry("AWS::SNS::Subscription", new InertType(names, "", topic, Map.of())),
                Map.entry(
                        "AWS::SNS::Topic",
                        new InertType(names, "TopicName", topic, Map.of("TopicArn", topic + "%s", "TopicName", "%s"))),
                Map.entry("AWS::SNS::TopicPolicy", named("", Map.of())),
                Map.entry("AWS::SSM::Parameter", named("Name", Map.of())));
    }

    private InertType named(String nameProperty, Map<String, String> attributes) {
        return new InertType(names, nameProperty, "", attributes);
    }

    private Map<String, String> arnAndId(String prefix) {
        return Map.of("Arn", arn("iot", prefix + "%s"), "Id", "%s");
    }

    private String arn(String service, String resource) {
        return names.account().arn(service, resource);
    }
}
