package jobsweep.jobexecution;

import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;

/// The role as which AWS IoT is called. A class of its own, so that functions without one load nothing of this.
final class IotRole {

    private IotRole() {}

    /// Credentials of the role, fetched when the first call needs them and anew some minutes before they expire.
    static AwsCredentialsProvider credentials(StsClientBuilder sts, String roleArn, String session) {
        return StsAssumeRoleCredentialsProvider.builder()
                .stsClient(sts.build())
                .refreshRequest(request -> request.roleArn(roleArn).roleSessionName(session))
                .build();
    }
}
