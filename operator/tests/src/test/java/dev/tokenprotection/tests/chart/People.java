package dev.tokenprotection.tests.chart;

import dev.tokenprotection.tests.testbed.ChartApiServer;
import dev.tokenprotection.tests.testbed.ChartRelease;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;

/**
 * Gives people rights in one namespace.
 *
 * @param namespace the namespace
 */
public record People(String namespace) {
  public static Subject user(String name) {
    return new SubjectBuilder()
        .withKind("User")
        .withApiGroup("rbac.authorization.k8s.io")
        .withName(name)
        .build();
  }

  static Subject group(String name) {
    return new SubjectBuilder()
        .withKind("Group")
        .withApiGroup("rbac.authorization.k8s.io")
        .withName(name)
        .build();
  }

  static Subject operator(ChartRelease release) {
    return new SubjectBuilder()
        .withKind("ServiceAccount")
        .withNamespace(release.namespace())
        .withName(release.objectName())
        .build();
  }

  /**
   * One of the chart's ClusterRoles for people: {@code view}, {@code edit}, {@code approver},
   * {@code hands}.
   */
  public void bindChartRole(String role, Subject subject) {
    bind("ClusterRole", ChartRelease.shared().objectName() + "-" + role, subject);
  }

  /** Verbs on resources of ours, all of them or the named ones. */
  public void grant(Subject subject, String resource, String[] verbs, String... names) {
    PolicyRule rule =
        new PolicyRuleBuilder()
            .withApiGroups("tokenprotection.dev")
            .withResources(resource)
            .withVerbs(verbs)
            .withResourceNames(names)
            .build();
    String role =
        ChartApiServer.client()
            .resource(
                new RoleBuilder()
                    .withMetadata(
                        new ObjectMetaBuilder()
                            .withNamespace(namespace)
                            .withGenerateName("granted-")
                            .build())
                    .withRules(rule)
                    .build())
            .create()
            .getMetadata()
            .getName();
    bind("Role", role, subject);
  }

  private void bind(String kind, String role, Subject subject) {
    ChartApiServer.client()
        .resource(
            new RoleBindingBuilder()
                .withMetadata(
                    new ObjectMetaBuilder()
                        .withNamespace(namespace)
                        .withGenerateName("bound-")
                        .build())
                .withNewRoleRef("rbac.authorization.k8s.io", kind, role)
                .withSubjects(subject)
                .build())
        .create();
  }
}
