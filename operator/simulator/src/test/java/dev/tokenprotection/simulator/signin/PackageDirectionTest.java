package dev.tokenprotection.simulator.signin;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(
    packages = "dev.tokenprotection.simulator",
    importOptions = ImportOption.DoNotIncludeTests.class)
class PackageDirectionTest {
  private static final String ROOT = "dev.tokenprotection.simulator";

  @ArchTest
  static final ArchRule people_know_nothing_but_themselves =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".population")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".signin..", ROOT + ".scenario", ROOT + ".tenant", ROOT + ".graph");

  @ArchTest
  static final ArchRule judging_a_sign_in_does_not_know_the_log =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".signin.policy")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT + ".signin", ROOT + ".scenario", ROOT + ".graph");

  @ArchTest
  static final ArchRule the_state_of_the_tenant_does_not_know_who_fills_it =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".tenant")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".signin..", ROOT + ".scenario", ROOT + ".population", ROOT + ".graph");
}
