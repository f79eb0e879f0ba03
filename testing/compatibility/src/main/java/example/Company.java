package example;

import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.actions.SnsAction;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.CodeSigningConfig;
import software.amazon.awscdk.services.lambda.ICodeSigningConfig;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.sns.Topic;
import software.constructs.Construct;

/// What a company has, and gives to the library's functions.
record Company(
        IVpc vpc,
        SecurityGroup securityGroup,
        Key key,
        Role role,
        LogGroup logGroup,
        Code signedArchive,
        ICodeSigningConfig codeSigningConfig,
        IAlarmAction alarmAction) {
    static final SubnetSelection SUBNETS =
            SubnetSelection.builder().subnetType(SubnetType.PRIVATE_WITH_EGRESS).build();

    static Company in(Construct scope) {
        IVpc vpc = new Vpc(scope, "Vpc");
        return new Company(
                vpc,
                SecurityGroup.Builder.create(scope, "SecurityGroup").vpc(vpc).build(),
                new Key(scope, "Key"),
                Role.Builder.create(scope, "Role")
                        .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                        .build(),
                new LogGroup(scope, "LogGroup"),
                Code.fromBucket(Bucket.fromBucketName(scope, "Archives", "signed-archives"), "jobsweep.zip"),
                CodeSigningConfig.fromCodeSigningConfigArn(
                        scope,
                        "CodeSigningConfig",
                        "arn:aws:lambda:eu-central-1:111122223333:code-signing-config:csc-0123456789abcdef0"),
                new SnsAction(new Topic(scope, "Topic")));
    }
}
