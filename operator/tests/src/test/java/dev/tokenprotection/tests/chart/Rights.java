package dev.tokenprotection.tests.chart;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Everything that a caller may do in a namespace, as the API server itself lists it.
 *
 * @param rights each as {@code verb group/resource} or {@code verb group/resource name}; the core
 *     group has no name
 */
record Rights(Set<String> rights) {
  /** What the caller behind {@code client} may do in {@code namespace}. */
  static Rights of(KubernetesClient client, String namespace) {
    SelfSubjectRulesReview review =
        client
            .resource(
                new SelfSubjectRulesReviewBuilder()
                    .withNewSpec()
                    .withNamespace(namespace)
                    .endSpec()
                    .build())
            .create();
    return new Rights(
        review.getStatus().getResourceRules().stream()
            .flatMap(Rights::each)
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  /** What these have beyond others. */
  Set<String> beyond(Rights others) {
    Set<String> difference = new TreeSet<>(rights);
    difference.removeAll(others.rights());
    return difference;
  }

  private static Stream<String> each(ResourceRule rule) {
    List<String> names =
        rule.getResourceNames().isEmpty()
            ? List.of("")
            : rule.getResourceNames().stream().map(name -> " " + name).toList();
    return rule.getVerbs().stream()
        .flatMap(
            verb ->
                rule.getApiGroups().stream()
                    .flatMap(
                        group ->
                            rule.getResources().stream()
                                .flatMap(
                                    resource ->
                                        names.stream()
                                            .map(
                                                name ->
                                                    verb + " " + group + "/" + resource + name))));
  }
}
