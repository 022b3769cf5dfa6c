package dev.tokenprotection.simulator.scenario;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.simulator.population.Client;
import dev.tokenprotection.simulator.population.DeviceKind;
import dev.tokenprotection.simulator.population.PersonKind;
import dev.tokenprotection.simulator.population.Resource;
import dev.tokenprotection.simulator.signin.Span;
import dev.tokenprotection.simulator.signin.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A scenario as it stands in its file. What the file leaves out is null or, for lists, empty: this
 * is the one place where the simulator has nulls, and {@link ScenarioAssembly} turns them into
 * defaults.
 *
 * @param description for people
 * @param basedOn name of the scenario that this one changes
 * @param seed decides all chance
 * @param tenant the tenant itself
 * @param habits of everybody
 * @param departments who works there
 * @param groups which groups there are
 * @param applications which app registrations there are
 * @param servicePrincipals which of Microsoft's applications the tenant has
 * @param policies Conditional Access policies, as Graph takes them
 * @param delays from a write to its effect
 * @param lateness of sign-in rows
 * @param quirks how untidy sign-ins are
 * @param telemetry what the sign-in log has to say
 * @param faults what goes wrong with the first requests
 */
record ScenarioFile(
    String description,
    String basedOn,
    Long seed,
    TenantPart tenant,
    HabitsPart habits,
    List<DepartmentPart> departments,
    List<GroupPart> groups,
    List<ApplicationPart> applications,
    List<Resource> servicePrincipals,
    List<ObjectNode> policies,
    DelaysPart delays,
    LatenessPart lateness,
    QuirksPart quirks,
    Telemetry telemetry,
    List<FaultPart> faults) {

  ScenarioFile {
    departments = listed(departments);
    groups = listed(groups);
    applications = listed(applications);
    servicePrincipals = listed(servicePrincipals);
    policies = listed(policies);
    faults = listed(faults);
  }

  /** The tenant; {@code history} is how long people have been signing in when it starts. */
  record TenantPart(
      String id,
      String domain,
      String timeZone,
      Duration history,
      List<LicencePart> licences,
      Boolean securityDefaults) {}

  /** A subscription. */
  record LicencePart(Licence plan, Integer units) {}

  /** The subscriptions that a scenario may name. */
  enum Licence {
    AAD_PREMIUM,
    AAD_PREMIUM_P2,
    EXCHANGE_S_STANDARD
  }

  /** When and how often people sign in. */
  record HabitsPart(
      Double signInsPerDay, WorkingHours workingHours, Percent attendance, Percent weekend) {}

  /** People who are alike; devices, phones and clients are weights, see {@code Department}. */
  record DepartmentPart(
      String name,
      PersonKind kind,
      Integer people,
      List<AccountPart> accounts,
      Map<DeviceKind, Integer> devices,
      Map<DeviceKind, Integer> phones,
      Map<Client, Integer> clients,
      Double signInsPerDay,
      WorkingHours workingHours,
      Percent attendance,
      Percent weekend) {

    DepartmentPart {
      accounts = listed(accounts);
      devices = devices == null ? Map.of() : devices;
      phones = phones == null ? Map.of() : phones;
      clients = clients == null ? Map.of() : clients;
    }
  }

  /** An account that others refer to by its id. */
  record AccountPart(String id, String name) {}

  /** A group; with a {@code dynamic} rule, the members are what the service made of the rule. */
  record GroupPart(
      String id, String displayName, String description, String dynamic, List<MemberPart> members) {
    GroupPart {
      members = listed(members);
    }
  }

  /** One of: people of a department (all, so many, or a share), a nested group, one account. */
  record MemberPart(String department, Integer people, Percent share, String group, String user) {}

  /** An app registration. */
  record ApplicationPart(
      String clientId,
      String displayName,
      List<SecretPart> secrets,
      List<FederatedPart> federated,
      List<String> roles) {
    ApplicationPart {
      secrets = listed(secrets);
      federated = listed(federated);
      roles = listed(roles);
    }
  }

  /** A client secret. */
  record SecretPart(String value, Instant expires) {}

  /** Whose tokens stand in for a secret. */
  record FederatedPart(String issuer, String subject, String audience) {}

  /** From a write to its effect on sign-ins. */
  record DelaysPart(Duration policy, Duration membership) {}

  /** From a sign-in to its row. */
  record LatenessPart(Span interactive, Span nonInteractive, Span unboundExtra) {}

  /** See {@code Quirks}. */
  record QuirksPart(
      Percent interactive,
      Percent wrongPassword,
      Percent interrupted,
      Percent changedCorrelation,
      Percent reusedCorrelation,
      Percent missingCorrelation,
      Percent transientUnbound,
      Percent notEvaluated,
      Percent contradicting) {}

  /** Requests with that method, if any, and a path that has that text in it. */
  record FaultPart(String method, String path, FaultAnswer answer, Integer times) {}

  private static <T> List<T> listed(List<T> list) {
    return list == null ? List.of() : List.copyOf(list);
  }
}
