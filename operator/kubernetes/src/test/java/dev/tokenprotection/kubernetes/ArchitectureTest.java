package dev.tokenprotection.kubernetes;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
    packages = "dev.tokenprotection.kubernetes",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_depend_one_way =
      slices().matching("dev.tokenprotection.kubernetes.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule what_reconciles_stands_on_the_rest =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("operator")
          .definedBy("dev.tokenprotection.kubernetes")
          .layer("rollout")
          .definedBy("dev.tokenprotection.kubernetes.rollout")
          .layer("tenant")
          .definedBy("dev.tokenprotection.kubernetes.tenant")
          .layer("reading")
          .definedBy(
              "dev.tokenprotection.kubernetes.mapping",
              "dev.tokenprotection.kubernetes.validation",
              "dev.tokenprotection.kubernetes.evidence",
              "dev.tokenprotection.kubernetes.schedule")
          .layer("telling")
          .definedBy(
              "dev.tokenprotection.kubernetes.condition",
              "dev.tokenprotection.kubernetes.event",
              "dev.tokenprotection.kubernetes.status")
          .whereLayer("rollout")
          .mayOnlyBeAccessedByLayers("operator")
          .whereLayer("tenant")
          .mayOnlyBeAccessedByLayers("operator", "rollout")
          .whereLayer("telling")
          .mayOnlyBeAccessedByLayers("operator", "rollout", "tenant");

  @ArchTest
  static final ArchRule entra_is_known_by_the_ports_of_the_core =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "com.microsoft..", "com.azure..", "okhttp3..", "dev.tokenprotection.entra..");

  @ArchTest
  static final ArchRule time_is_given_and_never_looked_up =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");
}
