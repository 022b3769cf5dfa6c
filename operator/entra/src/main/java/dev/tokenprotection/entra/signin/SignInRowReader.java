package dev.tokenprotection.entra.signin;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenprotection.core.evidence.AppliedPolicies;
import dev.tokenprotection.core.evidence.BindingDetails;
import dev.tokenprotection.core.evidence.BindingStatus;
import dev.tokenprotection.core.evidence.ClientApplication;
import dev.tokenprotection.core.evidence.Correlation;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.evidence.SignInRow;
import dev.tokenprotection.core.evidence.SignInUser;
import dev.tokenprotection.core.evidence.TokenIssuer;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.entra.call.UnreadableAnswerException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Reads one row of the sign-in log. Source: Microsoft Graph beta reference, "signIn resource type".
 */
final class SignInRowReader {
  /** The members that are read here, and so all that need to be asked for. */
  static final String[] MEMBERS = {
    "id",
    "createdDateTime",
    "userId",
    "userType",
    "correlationId",
    "appId",
    "appDisplayName",
    "resourceId",
    "conditionalAccessAudiences",
    "appliedConditionalAccessPolicies",
    "tokenProtectionStatusDetails",
    "status",
    "tokenIssuerType",
    "deviceDetail"
  };

  private static final AppliedPolicies NO_POLICIES = new AppliedPolicies.Missing();
  private static final BindingDetails NO_DETAILS = new BindingDetails.Missing();
  private static final String ZERO = Correlation.ZERO;

  private final SignInChannel channel;
  private String id;
  private Instant createdDateTime;
  private String userId;
  private String userType;
  private String correlationId;
  private String appId;
  private String appDisplayName;
  private String resourceId;
  private List<String> audiences;
  private AppliedPolicies policies;
  private BindingDetails details;
  private int errorCode;
  private String tokenIssuerType;
  private String operatingSystem;

  SignInRowReader(SignInChannel channel) {
    this.channel = channel;
  }

  /**
   * The row at the parser, which is read to its end.
   *
   * @throws UnreadableAnswerException if it has no id or time
   */
  SignInRow read(JsonParser parser) throws IOException {
    forget();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      readMember(name, parser);
    }
    if (id.isEmpty() || createdDateTime.equals(Instant.MIN)) {
      throw new UnreadableAnswerException("a sign-in has no id or no time");
    }
    return new SignInRow(
        id,
        createdDateTime,
        user(),
        Correlation.of(correlationId),
        channel,
        new ClientApplication(appId, appDisplayName),
        resourceId,
        audiences,
        policies,
        details,
        errorCode,
        "AzureADBackupAuth".equalsIgnoreCase(tokenIssuerType)
            ? TokenIssuer.BACKUP
            : TokenIssuer.PRIMARY,
        operatingSystem);
  }

  private void forget() {
    id = "";
    createdDateTime = Instant.MIN;
    userId = "";
    userType = "";
    correlationId = "";
    appId = "";
    appDisplayName = "";
    resourceId = "";
    audiences = List.of();
    policies = NO_POLICIES;
    details = NO_DETAILS;
    errorCode = 0;
    tokenIssuerType = "";
    operatingSystem = "";
  }

  private void readMember(String name, JsonParser parser) throws IOException {
    switch (name) {
      case "id" -> id = Fields.text(parser);
      case "createdDateTime" -> createdDateTime = Timestamps.parse(Fields.text(parser));
      case "userId" -> userId = Fields.text(parser);
      case "userType" -> userType = Fields.text(parser);
      case "correlationId" -> correlationId = Fields.text(parser);
      case "appId" -> appId = Fields.text(parser);
      case "appDisplayName" -> appDisplayName = Fields.text(parser);
      case "resourceId" -> resourceId = Fields.text(parser);
      case "conditionalAccessAudiences" -> audiences = Fields.texts(parser, "applicationId");
      case "appliedConditionalAccessPolicies" -> policies = AppliedPoliciesReader.read(parser);
      case "tokenProtectionStatusDetails" -> details = details(parser);
      case "status" -> errorCode = errorCode(parser);
      case "tokenIssuerType" -> tokenIssuerType = Fields.text(parser);
      case "deviceDetail" -> operatingSystem = operatingSystem(parser);
      default -> parser.skipChildren();
    }
  }

  private SignInUser user() {
    if (userId.isBlank() || userId.equals(ZERO)) {
      return new SignInUser.Unidentified();
    }
    return "guest".equalsIgnoreCase(userType)
        ? new SignInUser.Guest(new UserId(userId))
        : new SignInUser.Member(new UserId(userId));
  }

  /** Null, as the v1.0 endpoint has it, means not collected. */
  private static BindingDetails details(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return NO_DETAILS;
    }
    BindingStatus status = BindingStatus.UNKNOWN;
    int code = 0;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      switch (name) {
        case "signInSessionStatus" -> status = BindingStatus.ofGraphName(Fields.text(parser));
        case "signInSessionStatusCode" -> code = Fields.number(parser);
        default -> parser.skipChildren();
      }
    }
    return new BindingDetails.Reported(status, code);
  }

  private static int errorCode(JsonParser parser) throws IOException {
    int code = 0;
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return code;
    }
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      if (name.equals("errorCode")) {
        code = Fields.number(parser);
      } else {
        parser.skipChildren();
      }
    }
    return code;
  }

  private static String operatingSystem(JsonParser parser) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return "";
    }
    return Fields.textIn(parser, "operatingSystem");
  }
}
