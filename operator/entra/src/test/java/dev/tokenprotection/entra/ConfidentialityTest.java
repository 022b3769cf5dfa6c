package dev.tokenprotection.entra;

import static dev.tokenprotection.entra.TestTenant.ok;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.tokenprotection.core.evidence.RowSelection;
import dev.tokenprotection.core.evidence.SignInChannel;
import dev.tokenprotection.core.model.GroupId;
import dev.tokenprotection.core.model.UserId;
import dev.tokenprotection.core.port.Credential;
import dev.tokenprotection.core.port.Tenant;
import dev.tokenprotection.simulator.SmallTenant;
import dev.tokenprotection.simulator.fault.Fault;
import dev.tokenprotection.simulator.fault.RequestMatcher;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class ConfidentialityTest {
  @Test
  void no_secret_token_or_user_is_ever_logged() {
    try (TestTenant tenant = TestTenant.immediate()) {
      TestCertificate certificate = TestCertificate.create();
      String assertion = TestAssertion.of("https://kubernetes.example", "subject");

      List<String> lines = loggedWhile(() -> use(tenant, certificate, assertion));

      assertThat(lines)
          .as("our own lines are there")
          .anyMatch(l -> l.contains("GET /v1.0/users/{id} 200 in "));
      String key = certificate.pem().lines().skip(3).findFirst().orElseThrow();
      for (String secret :
          List.of(
              SmallTenant.CLIENT_SECRET,
              "wrong~secret",
              assertion,
              key,
              "eyJ",
              "ada@contoso.com",
              "mallory",
              SmallTenant.ADA)) {
        assertThat(lines).as(secret).noneMatch(line -> line.contains(secret));
      }
    }
  }

  private static void use(TestTenant tenant, TestCertificate certificate, String assertion) {
    Tenant entra = tenant.connect();
    ok(entra.policies().create(TestPolicies.pilot()));
    ok(entra.directory().user("ada@contoso.com"));
    entra.directory().user("mallory@contoso.com");
    GroupId pilot = new GroupId(SmallTenant.PILOT_GROUP);
    ok(entra.directory().removeMember(pilot, new UserId(SmallTenant.ADA)));
    ok(entra.directory().addMembers(pilot, List.of(new UserId(SmallTenant.ADA))));
    ok(
        entra
            .signIns()
            .read(
                SignInChannel.INTERACTIVE,
                tenant.clock.instant().minus(Duration.ofHours(1)),
                tenant.clock.instant(),
                RowSelection.ALL,
                row -> {}));
    tenant.simulator.faults().on(RequestMatcher.path("/v1.0/"), 1, new Fault.Cut());
    entra.directory().removeMember(pilot, new UserId(SmallTenant.ADA));
    tenant.connect(new Credential.ClientSecret("wrong~secret")).facts().licence();
    tenant.connect(new Credential.ClientCertificate(certificate.pem())).facts().licence();
    tenant.connect(new Credential.WorkloadIdentity("subject", () -> assertion)).facts().licence();
  }

  private static List<String> loggedWhile(Runnable work) {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level level = root.getLevel();
    ListAppender<ILoggingEvent> appender = new ListAppender<>();
    appender.list = Collections.synchronizedList(appender.list);
    appender.start();
    root.setLevel(Level.TRACE);
    root.addAppender(appender);
    try {
      work.run();
    } finally {
      root.detachAppender(appender);
      root.setLevel(level);
    }
    return appender.list.stream().map(ConfidentialityTest::line).toList();
  }

  private static String line(ILoggingEvent event) {
    String thrown =
        event.getThrowableProxy() == null
            ? ""
            : ThrowableProxyUtil.asString(event.getThrowableProxy());
    return event.getLoggerName() + " " + event.getFormattedMessage() + " " + thrown;
  }
}
