package jobsweep.cloudformation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import jobsweep.contract.Excerpt;
import jobsweep.contract.Variables;
import org.jspecify.annotations.Nullable;

/// The hosts that an answer may go to: CloudFormation's buckets over https, and those named for tests.
///
/// An event is input like any other. Without this check, whoever may invoke the function could have it contact any
/// host, and have it act on IoT without CloudFormation ever hearing of it.
public final class ResponseHosts {

    /// `cloudformation-custom-resource-response-useast1.s3.amazonaws.com`, or a longer name of S3's: with its Region,
    /// for IPv6, or with FIPS cryptography. What it has to end in depends on the partition.
    private static final Pattern CLOUDFORMATION =
            Pattern.compile("cloudformation-custom-resource-response-[a-z0-9]+\\.s3(-fips)?(\\.dualstack)?"
                    + "([.-][a-z]{2,4}(-[a-z]+)+-[0-9]+|-external-1)?\\.(?<suffix>.+)");

    private static final int HTTPS_PORT = 443;

    private final Set<String> further;

    private ResponseHosts(Set<String> further) {
        this.further = further;
    }

    /// @param environment the function's; may list further hosts, for tests: `host:port`, separated by commas, over
    ///     http or https
    public static ResponseHosts of(Map<String, String> environment) {
        return new ResponseHosts(Arrays.stream(
                        environment.getOrDefault(Variables.RESPONSE_HOSTS, "").split(","))
                .map(String::strip)
                .filter(host -> !host.isEmpty())
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet()));
    }

    /// @param partition the function's own: CloudFormation and its bucket are there too
    /// @throws UnanswerableException where there is no URL, or none that may be contacted; the message has no
    ///     secret
    ResponseUrl check(@Nullable String url, Partition partition) {
        if (url == null) {
            throw new UnanswerableException("ResponseURL is missing");
        }
        URI uri = parse(url);
        if (!isFurther(uri) && !isCloudFormations(uri, partition)) {
            throw new UnanswerableException(
                    "ResponseURL must be https and on a bucket of CloudFormation's in partition %s, got %s and %s"
                            .formatted(partition.id(), uri.getScheme(), Excerpt.of(uri.getHost())));
        }
        return new ResponseUrl(uri);
    }

    private static URI parse(String url) {
        try {
            URI uri = new URI(url);
            if (uri.getScheme() == null || uri.getHost() == null) {
                throw new UnanswerableException("ResponseURL has no scheme or no host");
            }
            return uri;
        } catch (URISyntaxException invalid) {
            // Not its message, which repeats the URL.
            throw new UnanswerableException("ResponseURL is not a URL");
        }
    }

    private static boolean isCloudFormations(URI uri, Partition partition) {
        Matcher name = CLOUDFORMATION.matcher(uri.getHost());
        return uri.getScheme().equalsIgnoreCase("https")
                && name.matches()
                && partition.hasDnsSuffix(name.group("suffix"))
                && uri.getRawUserInfo() == null
                && (uri.getPort() == -1 || uri.getPort() == HTTPS_PORT);
    }

    private boolean isFurther(URI uri) {
        return further.contains(uri.getRawAuthority().toLowerCase(Locale.ROOT))
                && (uri.getScheme().equalsIgnoreCase("http") || uri.getScheme().equalsIgnoreCase("https"));
    }
}
