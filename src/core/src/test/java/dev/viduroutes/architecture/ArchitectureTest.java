package dev.viduroutes.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What may know what. */
@AnalyzeClasses(packages = "dev.viduroutes", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String SANDBOX = "dev.viduroutes.sandbox..";

    @ArchTest
    static final ArchRule nothingKnowsTheSandbox = noClasses()
            .that()
            .resideOutsideOfPackage(SANDBOX)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(SANDBOX);

    @ArchTest
    static final ArchRule packagesFormNoCycles =
            slices().matching("dev.viduroutes.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule whatARequestIsDoesNotDependOnHowItIsServed = noClasses()
            .that()
            .resideInAnyPackage("dev.viduroutes.request..", "dev.viduroutes.failure..", "dev.viduroutes.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.viduroutes.api..",
                    "dev.viduroutes.delivery..",
                    "dev.viduroutes.intake..",
                    "dev.viduroutes.limits..",
                    "dev.viduroutes.polling..");

    @ArchTest
    static final ArchRule settingsAndFailuresDependOnNoRequest = noClasses()
            .that()
            .resideInAnyPackage("dev.viduroutes.failure..", "dev.viduroutes.settings..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.viduroutes.request..");

    @ArchTest
    static final ArchRule httpAndS3AreTheBusinessOfTheApiAndOfDelivery = noClasses()
            .that()
            .resideOutsideOfPackages(
                    "dev.viduroutes.http..",
                    "dev.viduroutes.api..",
                    "dev.viduroutes.delivery..",
                    "dev.viduroutes.images..",
                    "dev.viduroutes.sqs..",
                    SANDBOX)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.hc..", "software.amazon..");

    @ArchTest
    static final ArchRule nobodySleeps =
            noClasses().that().resideOutsideOfPackage(SANDBOX).should().callMethod(Thread.class, "sleep", long.class);

    @ArchTest
    static final ArchRule nobodyPrints = noClasses()
            .that()
            .resideOutsideOfPackage(SANDBOX)
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule noStaticStateChanges = fields().that()
            .areStatic()
            .and()
            .areDeclaredInClassesThat(not(resideInAPackage(SANDBOX)))
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule nothingIsInjectedIntoFields = noFields()
            .should()
            .beAnnotatedWith("org.apache.camel.BeanInject")
            .orShould()
            .beAnnotatedWith("org.apache.camel.PropertyInject")
            .orShould()
            .beAnnotatedWith("org.apache.camel.EndpointInject")
            .orShould()
            .beAnnotatedWith("jakarta.inject.Inject");
}
