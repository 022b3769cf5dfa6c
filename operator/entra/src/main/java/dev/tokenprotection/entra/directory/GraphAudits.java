package dev.tokenprotection.entra.directory;

import com.microsoft.graph.serviceclient.GraphServiceClient;
import dev.tokenprotection.core.model.AuditRecord;
import dev.tokenprotection.core.model.AuditRecord.Initiator;
import dev.tokenprotection.core.model.PolicyId;
import dev.tokenprotection.core.port.AuditPort;
import dev.tokenprotection.core.port.Outcome;
import dev.tokenprotection.entra.call.Answer;
import dev.tokenprotection.entra.call.GraphCalls;
import dev.tokenprotection.entra.call.Lane;
import dev.tokenprotection.entra.call.Operation;
import dev.tokenprotection.entra.call.Permissions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * The directory audit log, through Microsoft Graph. Source: Microsoft Graph v1.0 reference, "List
 * directoryAudits" and "directoryAudit resource type"; the log can't be filtered by policy.
 */
public final class GraphAudits implements AuditPort {
  /** One page: the newest of these records, of all policies of the tenant. */
  private static final int MOST = 100;

  private final GraphServiceClient sdk;
  private final GraphCalls calls;
  private final String ownAppId;

  /**
   * @param ownAppId the application whose own records are left out
   */
  public GraphAudits(GraphServiceClient sdk, GraphCalls calls, String ownAppId) {
    this.sdk = sdk;
    this.calls = calls;
    this.ownAppId = ownAppId;
  }

  @Override
  public Outcome<List<AuditRecord>> changes(PolicyId policy, Activity activity, Instant since) {
    return calls.read(
        new Operation(
            "read the audit log for the policy " + policy,
            Operation.Target.OTHER,
            Lane.SIGN_INS,
            Permissions.READ_AUDITS),
        () ->
            sdk.auditLogs()
                .directoryAudits()
                .toGetRequestInformation(
                    request -> {
                      request.queryParameters.filter = filter(activity, since);
                      request.queryParameters.top = MOST;
                    }),
        answer ->
            answer.objects("value").stream()
                .filter(entry -> isAbout(policy, entry))
                .filter(entry -> !isOurs(entry))
                .map(GraphAudits::record)
                .toList());
  }

  private static String filter(Activity activity, Instant since) {
    return "activityDisplayName eq '"
        + switch (activity) {
          case UPDATE -> "Update conditional access policy";
          case DELETE -> "Delete conditional access policy";
        }
        + "' and activityDateTime ge "
        + since.truncatedTo(ChronoUnit.SECONDS);
  }

  private static boolean isAbout(PolicyId policy, Answer entry) {
    return entry.objects("targetResources").stream()
        .anyMatch(
            target ->
                target.optionalText("id").filter(policy.value()::equalsIgnoreCase).isPresent());
  }

  private boolean isOurs(Answer entry) {
    return application(entry)
        .flatMap(app -> app.optionalText("appId"))
        .filter(ownAppId::equalsIgnoreCase)
        .isPresent();
  }

  private static Optional<Answer> application(Answer entry) {
    return entry.optionalObject("initiatedBy").flatMap(by -> by.optionalObject("app"));
  }

  private static AuditRecord record(Answer entry) {
    return new AuditRecord(
        entry.text("id"),
        entry.optionalInstant("activityDateTime").orElse(Instant.EPOCH),
        initiator(entry));
  }

  private static Initiator initiator(Answer entry) {
    return application(entry)
        .<Initiator>map(
            app ->
                new Initiator.Application(
                    app.optionalText("displayName").orElse(""),
                    app.optionalText("appId").orElse("")))
        .or(
            () ->
                entry
                    .optionalObject("initiatedBy")
                    .flatMap(by -> by.optionalObject("user"))
                    .map(user -> new Initiator.Person()))
        .orElseGet(Initiator.Untold::new);
  }
}
