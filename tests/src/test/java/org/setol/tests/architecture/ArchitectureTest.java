package org.setol.tests.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. A rule that finds no class to apply to fails. */
final class ArchitectureTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("/setol-tests") && !location.contains("/setol-benchmarks"))
            .importPackages("org.setol");

    private static final Set<String> BOXES = Set.of(
            "java.lang.Boolean",
            "java.lang.Byte",
            "java.lang.Character",
            "java.lang.Double",
            "java.lang.Float",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Short");

    @Test
    void spectraStandsOnTheJdkAlone() {
        classes()
                .that()
                .resideInAPackage("org.setol.spectra..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..", "jdk.incubator.vector..", "org.setol.spectra..", "org.jspecify.annotations")
                .check(CLASSES);
    }

    @Test
    void theVectorApiIsTheKernelsOwn() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.setol.spectra.kernels")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jdk.incubator..")
                .check(CLASSES);
    }

    @Test
    void kernelsNeitherStreamNorBox() {
        noClasses()
                .that()
                .resideInAPackage("org.setol.spectra.kernels")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.util.stream..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("org.setol.spectra.kernels")
                .should()
                .callMethodWhere(DescribedPredicate.describe("boxing", ArchitectureTest::boxes))
                .check(CLASSES);
    }

    private static boolean boxes(JavaCall<?> call) {
        return call.getName().equals("valueOf")
                && BOXES.contains(call.getTargetOwner().getName());
    }

    @Test
    void theRulesBite() {
        assertThatThrownBy(() -> assertKnowsOnly("org.setol.analysis..", "org.setol.analysis.."))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("org.setol.models")
                .hasMessageContaining("org.setol.spectra");
    }

    @Test
    void modelsKnowSpectraAlone() {
        assertKnowsOnly("org.setol.models..", "org.setol.models..", "org.setol.spectra..");
    }

    @Test
    void analysisKnowsModelsAndSpectraAlone() {
        assertKnowsOnly("org.setol.analysis..", "org.setol.analysis..", "org.setol.models..", "org.setol.spectra..");
    }

    @Test
    void theLaboratoryKnowsAnalysisModelsAndSpectraAlone() {
        assertKnowsOnly(
                "org.setol.laboratory..",
                "org.setol.laboratory..",
                "org.setol.analysis..",
                "org.setol.models..",
                "org.setol.spectra..");
    }

    @Test
    void bindingsKnowSpectraAlone() {
        assertKnowsOnly("org.setol.bindings..", "org.setol.bindings..", "org.setol.spectra..");
    }

    @Test
    void nothingKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("org.setol.cli..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.setol.cli..")
                .check(CLASSES);
    }

    private static void assertKnowsOnly(String who, String... whom) {
        DescribedPredicate<JavaClass> ours = resideInAPackage("org.setol..");
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(whom);
        noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat(ours.and(DescribedPredicate.not(allowed)))
                .check(CLASSES);
    }

    /** Rooms within a house: what lies directly in models and analysis is their façade and is left out. */
    @ParameterizedTest
    @ValueSource(strings = {"spectra", "models", "analysis", "laboratory"})
    void packagesAreFreeOfCycles(String module) {
        slices().matching("org.setol." + module + ".(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    /** But for what writes: that is called by its name, since it is not found by a file's content. */
    @Test
    void formatsDoNotKnowEachOtherAndOnlyTheListOfThemKnowsThem() {
        List<String> formats = List.of("numpy", "onnx", "safetensors", "torch");
        for (String format : formats) {
            DescribedPredicate<JavaClass> reads = resideInAPackage("org.setol.models." + format)
                    .and(DescribedPredicate.not(simpleNameEndingWith("Writer")));
            noClasses()
                    .that()
                    .resideOutsideOfPackage("org.setol.models." + format)
                    .and()
                    .doNotHaveFullyQualifiedName("org.setol.models.Models")
                    .should()
                    .dependOnClassesThat(reads)
                    .check(CLASSES);
        }
    }

    @Test
    void onlyCallersFromOutsideKnowTheFacades() {
        noClasses()
                .that()
                .resideInAnyPackage("org.setol.analysis.*", "org.setol.models.*")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.setol.analysis.Setol")
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.setol.models.Models")
                .check(CLASSES);
    }

    @Test
    void everyPackageIsNullMarked() {
        Set<JavaPackage> packages = CLASSES.stream().map(c -> c.getPackage()).collect(Collectors.toSet());
        assertThat(packages)
                .hasSizeGreaterThan(10)
                .allSatisfy(p -> assertThat(p.isAnnotatedWith(NullMarked.class))
                        .as(p.getName())
                        .isTrue());
    }
}
