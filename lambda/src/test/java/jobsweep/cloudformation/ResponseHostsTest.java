package jobsweep.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseHostsTest {

    private static final String BUCKET = "cloudformation-custom-resource-response-";

    private static final Partition AWS = new Partition("aws");

    @ParameterizedTest
    @CsvSource({
        "aws, useast1.s3.amazonaws.com",
        "aws, useast1.s3.us-east-1.amazonaws.com",
        "aws, useast1.s3-external-1.amazonaws.com",
        "aws, euwest1.s3-eu-west-1.amazonaws.com",
        "aws, apsoutheast3.s3.ap-southeast-3.amazonaws.com:443",
        "aws, eucentral1.s3.dualstack.eu-central-1.amazonaws.com",
        "aws, eucentral1.s3.eu-central-1.api.aws",
        "aws, useast2.s3-fips.us-east-2.amazonaws.com",
        "aws, useast2.s3-fips.dualstack.us-east-2.amazonaws.com",
        "aws-us-gov, usgovwest1.s3.us-gov-west-1.amazonaws.com",
        "aws-us-gov, usgovwest1.s3-fips-us-gov-west-1.amazonaws.com",
        "aws-us-gov, usgoveast1.s3-fips.dualstack.us-gov-east-1.amazonaws.com",
        "aws-cn, cnnorth1.s3.cn-north-1.amazonaws.com.cn",
        "aws-cn, cnnorthwest1.s3.dualstack.cn-northwest-1.amazonaws.com.cn",
        "aws-eusc, euscdeeast1.s3.eusc-de-east-1.amazonaws.eu",
        "aws-eusc, euscdeeast1.s3-fips.dualstack.eusc-de-east-1.amazonaws.eu",
        "aws-iso, usisoeast1.s3.us-iso-east-1.c2s.ic.gov",
        "aws-iso-b, usisobeast1.s3-fips.us-isob-east-1.sc2s.sgov.gov",
        "aws-iso-e, euisoewest1.s3.eu-isoe-west-1.cloud.adc-e.uk",
        "aws-iso-f, usisofsouth1.s3.us-isof-south-1.csp.hci.ic.gov",
    })
    void answersGoToCloudFormationsBucketsOfThePartition(String partition, String host) {
        String url = "https://" + BUCKET + host + "/arn%3Aaws?X-Amz-Signature=1";

        assertThat(ResponseHosts.of(Map.of())
                        .check(url, new Partition(partition))
                        .secret())
                .hasToString(url);
    }

    @ParameterizedTest
    @CsvSource({
        "aws, cnnorth1.s3.cn-north-1.amazonaws.com.cn",
        "aws, euscdeeast1.s3.eusc-de-east-1.amazonaws.eu",
        "aws-cn, useast1.s3.us-east-1.amazonaws.com",
        "aws-eusc, eucentral1.s3.eu-central-1.amazonaws.com",
        "aws-iso, usisobeast1.s3.us-isob-east-1.sc2s.sgov.gov",
        "aws-to-come, useast1.s3.us-east-1.amazonaws.com",
    })
    void noAnswerLeavesThePartition(String partition, String host) {
        assertThatThrownBy(() ->
                        ResponseHosts.of(Map.of()).check("https://" + BUCKET + host + "/a", new Partition(partition)))
                .isInstanceOf(UnanswerableException.class)
                .hasMessageContaining("in partition " + partition);
    }

    @Test
    void aFunctionsPartitionIsTheOneInItsArn() {
        assertThat(Partition.ofFunction("arn:aws-iso-b:lambda:us-isob-east-1:123456789012:function:jobsweep"))
                .isEqualTo(new Partition("aws-iso-b"));
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
                "https://cloudformation-custom-resource-response-useast1.s3.us-east-1.amazonaws.com.amazonaws.com/a",
                "https://cloudformation-custom-resource-response-useast1.s3.us-east-1.evilamazonaws.com/a",
                "https://cloudformation-custom-resource-response-useast1.s3-fips.evil.api.aws/a",
                "https://cloudformation-custom-resource-response-useast1.s3.us-east-1/a",
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

        assertThatThrownBy(() -> hosts.check(url, AWS)).isInstanceOf(UnanswerableException.class);
    }

    @Test
    void aHostOfATestIsAnsweredAtExactlyItsPort() {
        ResponseHosts hosts = ResponseHosts.of(Map.of("JOBSWEEP_RESPONSE_HOSTS", " 127.0.0.1:9999 , localhost:81,"));

        assertThat(hosts.check("http://127.0.0.1:9999/a?b", AWS).secret()).hasToString("http://127.0.0.1:9999/a?b");
        assertThat(hosts.check("https://LOCALHOST:81/", AWS).host()).isEqualTo("LOCALHOST");
        assertThatThrownBy(() -> hosts.check("http://127.0.0.1:9998/", AWS)).isInstanceOf(UnanswerableException.class);
        assertThatThrownBy(() -> hosts.check("http://127.0.0.1/", AWS)).isInstanceOf(UnanswerableException.class);
    }

    @Test
    void aUrlShowsItsHostAndNothingMore() {
        ResponseUrl url = ResponseHosts.of(Map.of())
                .check("https://" + BUCKET + "useast1.s3.amazonaws.com/arn%3Aaws?X-Amz-Signature=5ec2e7", AWS);

        assertThat(url).hasToString("ResponseUrl[" + BUCKET + "useast1.s3.amazonaws.com]");
    }

    @Test
    void aUrlThatIsNoneIsNotRepeated() {
        assertThatThrownBy(() -> ResponseHosts.of(Map.of()).check("https://host/a b?X-Amz-Signature=5ec2e7", AWS))
                .hasMessage("ResponseURL is not a URL");
    }
}
