package jobsweep.acceptance;

import java.util.Map;
import jobsweep.contract.Variables;
import jobsweep.simulator.SimulatedAws;

/// An AWS account on this machine in which the product's functions find everything.
public final class ProductAccount {
    private ProductAccount() {}

    /// An account whose bucket for answers functions may put to, although it is on loopback.
    public static SimulatedAws.Builder builder() {
        return SimulatedAws.builder()
                .environment(aws -> Map.of(
                        Variables.RESPONSE_HOSTS, aws.endpoints().bucket().hostAndPort()));
    }
}
