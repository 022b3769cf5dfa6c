package dev.tokenprotection.simulator.scenario;

import dev.tokenprotection.simulator.population.Department;
import dev.tokenprotection.simulator.population.Department.Account;
import dev.tokenprotection.simulator.population.Habits;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Population;
import dev.tokenprotection.simulator.population.Seed;
import dev.tokenprotection.simulator.scenario.ScenarioFile.DelaysPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.DepartmentPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.FaultPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.HabitsPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.LatenessPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.LicencePart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.QuirksPart;
import dev.tokenprotection.simulator.scenario.ScenarioFile.TenantPart;
import dev.tokenprotection.simulator.signin.Lateness;
import dev.tokenprotection.simulator.signin.Quirks;
import dev.tokenprotection.simulator.signin.SignInSettings;
import dev.tokenprotection.simulator.signin.Telemetry;
import dev.tokenprotection.simulator.tenant.TenantSettings.Delays;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Turns a scenario file into people and settings: fills in defaults and checks what must be there.
 */
final class ScenarioAssembly {
  private static final Duration USUAL_HISTORY = Duration.ofDays(2);
  private static final HabitsPart USUAL_HABITS =
      new HabitsPart(
          8.0, WorkingHours.parse("08:00-18:00"), Percent.parse("97%"), Percent.parse("5%"));

  private final String name;
  private final ScenarioFile file;

  ScenarioAssembly(String name, ScenarioFile file) {
    this.name = name;
    this.file = file;
  }

  Seed seed() {
    return new Seed(Objects.requireNonNullElse(file.seed(), 1L)).with("scenario");
  }

  TenantPart tenant() {
    TenantPart tenant = required(file.tenant(), "tenant");
    required(tenant.id(), "tenant.id");
    required(tenant.domain(), "tenant.domain");
    return tenant;
  }

  Duration history() {
    return Objects.requireNonNullElse(tenant().history(), USUAL_HISTORY);
  }

  List<LicencePart> licences() {
    List<LicencePart> licences =
        Objects.requireNonNullElse(tenant().licences(), List.<LicencePart>of());
    for (LicencePart licence : licences) {
      required(licence.plan(), "tenant.licences: plan");
      required(licence.units(), "tenant.licences: units");
    }
    return licences;
  }

  void checkFaults() {
    for (FaultPart fault : file.faults()) {
      required(fault.path(), "faults: path");
      required(fault.answer(), "faults: answer");
    }
  }

  Population population() {
    return Population.of(
        seed(), tenant().domain(), file.departments().stream().map(this::department).toList());
  }

  SignInSettings signIns() {
    return new SignInSettings(
        zone(), lateness(), quirks(), Objects.requireNonNullElse(file.telemetry(), Telemetry.FULL));
  }

  /** The delays of the file over those that the tenant has. */
  Delays delays(Delays usual) {
    DelaysPart part = Objects.requireNonNullElse(file.delays(), new DelaysPart(null, null));
    return new Delays(
        Objects.requireNonNullElse(part.policy(), usual.policy()),
        Objects.requireNonNullElse(part.membership(), usual.membership()),
        usual.ofPolicy());
  }

  private Department department(DepartmentPart part) {
    String department = required(part.name(), "departments: name");
    try {
      return new Department(
          department,
          Objects.requireNonNullElse(part.kind(), PersonKind.MEMBER),
          Objects.requireNonNullElse(part.people(), 0),
          part.accounts().stream()
              .map(
                  account ->
                      new Account(
                          required(account.id(), "accounts: id of " + department),
                          required(account.name(), "accounts: name of " + department)))
              .toList(),
          part.devices(),
          part.phones(),
          part.clients(),
          habits(part));
    } catch (IllegalArgumentException e) {
      throw new ScenarioException(name, "department %s: %s".formatted(department, e.getMessage()));
    }
  }

  /** Of the department, else of everybody, else the usual ones. */
  private Habits habits(DepartmentPart part) {
    HabitsPart own =
        new HabitsPart(
            part.signInsPerDay(), part.workingHours(), part.attendance(), part.weekend());
    List<HabitsPart> layers =
        Stream.of(own, file.habits(), USUAL_HABITS).filter(Objects::nonNull).toList();
    WorkingHours hours = first(layers, HabitsPart::workingHours);
    return new Habits(
        first(layers, HabitsPart::signInsPerDay),
        hours.opens(),
        hours.closes(),
        first(layers, HabitsPart::attendance).share(),
        first(layers, HabitsPart::weekend).share());
  }

  private static <T> T first(List<HabitsPart> layers, Function<HabitsPart, T> member) {
    return layers.stream().map(member).filter(Objects::nonNull).findFirst().orElseThrow();
  }

  private ZoneId zone() {
    String zone = Objects.requireNonNullElse(tenant().timeZone(), "UTC");
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ScenarioException(name, "tenant.timeZone: no time zone is called " + zone);
    }
  }

  private Lateness lateness() {
    LatenessPart part =
        Objects.requireNonNullElse(file.lateness(), new LatenessPart(null, null, null));
    Lateness usual = Lateness.USUAL;
    return new Lateness(
        Objects.requireNonNullElse(part.interactive(), usual.interactive()),
        Objects.requireNonNullElse(part.nonInteractive(), usual.nonInteractive()),
        Objects.requireNonNullElse(part.unboundExtra(), usual.unboundExtra()));
  }

  private Quirks quirks() {
    QuirksPart part = file.quirks();
    if (part == null) {
      return Quirks.USUAL;
    }
    Quirks usual = Quirks.USUAL;
    return new Quirks(
        share(part.interactive(), usual.interactive()),
        share(part.wrongPassword(), usual.wrongPassword()),
        share(part.interrupted(), usual.interrupted()),
        share(part.changedCorrelation(), usual.changedCorrelation()),
        share(part.reusedCorrelation(), usual.reusedCorrelation()),
        share(part.missingCorrelation(), usual.missingCorrelation()),
        share(part.transientUnbound(), usual.transientUnbound()),
        share(part.notEvaluated(), usual.notEvaluated()),
        share(part.contradicting(), usual.contradicting()));
  }

  private static double share(Percent percent, double usual) {
    return percent == null ? usual : percent.share();
  }

  private <T> T required(T value, String what) {
    return Optional.ofNullable(value)
        .orElseThrow(() -> new ScenarioException(name, what + " is missing"));
  }
}
