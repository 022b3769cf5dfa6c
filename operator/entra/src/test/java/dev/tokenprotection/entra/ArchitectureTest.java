package dev.tokenprotection.entra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import okhttp3.OkHttpClient;
import okhttp3.Request;

@AnalyzeClasses(
    packages = "dev.tokenprotection.entra",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest
  static final ArchRule packages_depend_one_way =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("connection")
          .definedBy("dev.tokenprotection.entra")
          .layer("ports")
          .definedBy(
              "dev.tokenprotection.entra.policy",
              "dev.tokenprotection.entra.directory",
              "dev.tokenprotection.entra.signin")
          .layer("call")
          .definedBy("dev.tokenprotection.entra.call")
          .layer("credential")
          .definedBy("dev.tokenprotection.entra.credential")
          .whereLayer("connection")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("ports")
          .mayOnlyBeAccessedByLayers("connection")
          .whereLayer("call")
          .mayOnlyBeAccessedByLayers("connection", "ports");

  @ArchTest
  static final ArchRule requests_leave_in_one_place =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.tokenprotection.entra.call")
          .should()
          .callMethod(OkHttpClient.class, "newCall", Request.class);

  @ArchTest
  static final ArchRule time_is_given_and_never_looked_up =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis");

  @ArchTest
  static final ArchRule the_core_is_known_by_its_ports_and_values =
      classes()
          .that()
          .resideInAPackage("dev.tokenprotection.entra..")
          .should()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages(
              "dev.tokenprotection.core.plan..",
              "dev.tokenprotection.core.guard..",
              "dev.tokenprotection.core.stage..",
              "dev.tokenprotection.core.gate..",
              "dev.tokenprotection.core.desired..");
}
