package jobsweep.simulator;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import org.junit.jupiter.api.Test;

class SimulatorArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("jobsweep.simulator");

    @Test
    void theSimulatorKnowsNothingOfTheProduct() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("jobsweep..").and(resideOutsideOfPackage("jobsweep.simulator..")))
                .check(CLASSES);
    }

    @Test
    void theSimulatorSpeaksWithTheSdkAndUsesNothingOfIt() {
        ArchRuleDefinition.noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("software.amazon..", "com.amazonaws..")
                .check(CLASSES);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("jobsweep.simulator.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void noServiceKnowsTheAccountThatItIsIn() {
        ArchRuleDefinition.noClasses()
                .that(resideOutsideOfPackage("jobsweep.simulator"))
                .should()
                .dependOnClassesThat(resideInAPackage("jobsweep.simulator"))
                .check(CLASSES);
    }
}
