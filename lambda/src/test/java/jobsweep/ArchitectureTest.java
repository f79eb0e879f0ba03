package jobsweep;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("jobsweep");

    /// The platform's HTTP client, the clients' settings, the adapters, and the entry points that hand clients to them.
    private static final String KNOW_THE_SDK =
            "jobsweep\\.(platform\\..*|cloudformation\\.Partition|queue\\.Sqs(Queue|Sender)"
                    + "|jobexecution\\.(AwsClients|EventConfigurations|Iot.*|Pages|Rehearsal|.*Handler))(\\$.*)?";

    @Test
    void onlyAdaptersAndEntryPointsKnowTheSdk() {
        ArchRuleDefinition.noClasses()
                .that()
                .haveNameNotMatching(KNOW_THE_SDK)
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(CLASSES);
    }

    @Test
    void onlyOneClassKnowsLambda() {
        ArchRuleDefinition.noClasses()
                .that()
                .doNotHaveSimpleName("EntryPoint")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.amazonaws..")
                .check(CLASSES);
    }

    @Test
    void thePlatformKnowsNothingOfWhatRunsOnIt() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("jobsweep.platform")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "jobsweep.cloudformation", "jobsweep.invocation", "jobsweep.jobexecution", "jobsweep.queue")
                .check(CLASSES);
    }

    @Test
    void protocolsKnowNothingOfJobExecutions() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAnyPackage("jobsweep.cloudformation", "jobsweep.queue")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jobsweep.jobexecution")
                .check(CLASSES);
    }

    @Test
    void whatEveryInvocationNeedsKnowsNobodyWhoInvokes() {
        ArchRuleDefinition.noClasses()
                .that()
                .resideInAPackage("jobsweep.invocation")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jobsweep.cloudformation", "jobsweep.jobexecution", "jobsweep.queue")
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("jobsweep.(*)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void nothingWritesToTheConsoleOrTheSystemLog() {
        ArchRuleDefinition.noClasses()
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(CLASSES);
    }

    @Test
    void onlyOneClassLearnsTheSecretInAResponseUrl() {
        ArchRuleDefinition.noClasses()
                .that()
                .haveNameNotMatching(".*\\.(AnswerSender|ResponseUrl)")
                .should()
                .callMethod("jobsweep.cloudformation.ResponseUrl", "secret")
                .check(CLASSES);
    }
}
