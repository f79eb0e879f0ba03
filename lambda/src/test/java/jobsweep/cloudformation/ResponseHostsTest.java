package jobsweep.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHostsTest {

    private static final String BUCKET = "cloudformation-custom-resource-response-";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/arn%3Aaws?X-Amz-Signature=1",
                "https://cloudformation-custom-resource-response-useast1.s3.us-east-1.amazonaws.com/a",
                "https://cloudformation-custom-resource-response-euwest1.s3-eu-west-1.amazonaws.com/a",
                "https://cloudformation-custom-resource-response-apsoutheast3.s3.ap-southeast-3.amazonaws.com:443/a",
                "https://cloudformation-custom-resource-response-usgovwest1.s3.us-gov-west-1.amazonaws.com/a",
                "https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com.cn/a",
                "https://cloudformation-custom-resource-response-eucentral1.s3.dualstack.eu-central-1.amazonaws.com/a",
            })
    void answersGoToCloudFormationsBuckets(String url) {
        assertThat(ResponseHosts.of(Map.of()).check(url).secret()).hasToString(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/a",
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com.evil.example/a",
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com:8443/a",
                "https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com@evil.example/a",
                "https://user@cloudformation-custom-resource-response-useast1.s3.amazonaws.com/a",
                "https://cloudformation-custom-resource-response-useast1.evil.s3.amazonaws.com/a",
                "https://cloudformation-custom-resource-response-useast1.s3.elb.amazonaws.com/a",
                "https://my-bucket.s3.amazonaws.com/a",
                "https://169.254.169.254/latest/meta-data",
                "https://127.0.0.1:8080/a",
                "file:///etc/passwd",
                "ftp://127.0.0.1:9999/a",
                "not a url",
                "mailto:someone@example.com",
                "",
            })
    void nobodyElseIsAnswered(String url) {
        ResponseHosts hosts = ResponseHosts.of(Map.of("JOBSWEEP_RESPONSE_HOSTS", "127.0.0.1:9999"));

        assertThatThrownBy(() -> hosts.check(url)).isInstanceOf(UnanswerableException.class);
    }

    @Test
    void aHostOfATestIsAnsweredAtExactlyItsPort() {
        ResponseHosts hosts = ResponseHosts.of(Map.of("JOBSWEEP_RESPONSE_HOSTS", " 127.0.0.1:9999 , localhost:81,"));

        assertThat(hosts.check("http://127.0.0.1:9999/a?b").secret()).hasToString("http://127.0.0.1:9999/a?b");
        assertThat(hosts.check("https://LOCALHOST:81/").host()).isEqualTo("LOCALHOST");
        assertThatThrownBy(() -> hosts.check("http://127.0.0.1:9998/")).isInstanceOf(UnanswerableException.class);
        assertThatThrownBy(() -> hosts.check("http://127.0.0.1/")).isInstanceOf(UnanswerableException.class);
    }

    @Test
    void aUrlShowsItsHostAndNothingMore() {
        ResponseUrl url = ResponseHosts.of(Map.of())
                .check("https://" + BUCKET + "useast1.s3.amazonaws.com/arn%3Aaws?X-Amz-Signature=5ec2e7");

        assertThat(url).hasToString("ResponseUrl[" + BUCKET + "useast1.s3.amazonaws.com]");
    }

    @Test
    void aUrlThatIsNoneIsNotRepeated() {
        assertThatThrownBy(() -> ResponseHosts.of(Map.of()).check("https://host/a b?X-Amz-Signature=5ec2e7"))
                .hasMessage("ResponseURL is not a URL");
    }
}
