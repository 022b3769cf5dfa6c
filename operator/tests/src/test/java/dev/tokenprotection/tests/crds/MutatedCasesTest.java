package dev.tokenprotection.tests.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tokenprotection.app.validate.Manifest;
import dev.tokenprotection.app.validate.ManifestValidator;
import dev.tokenprotection.tests.testbed.SharedApiServer;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beyond the cases that somebody thought of: the two verdicts agree on random damage, too. */
class MutatedCasesTest {
  private static final int MUTANTS = 250;
  private static final Pattern CREATED =
      Pattern.compile("/(m-[0-9]+) created \\(server dry run\\)");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  @TempDir private Path directory;

  @Test
  void the_server_and_we_agree_on_damaged_resources() throws IOException {
    long seed = Long.getLong("crds.seed", System.nanoTime());
    System.out.println("MutatedCasesTest: -Dcrds.seed=" + seed);
    InstalledCrds.ensure();
    Map<String, String> mutants = mutants(RandomGeneratorFactory.getDefault().create(seed));
    Set<String> ours = accepted(mutants);
    assertThat(ours).as("both verdicts occur").hasSizeBetween(1, MUTANTS - 1);
    assertThat(disagreements(mutants, ours, acceptedByServer(mutants))).isEmpty();
  }

  private static Map<String, String> mutants(RandomGenerator random) {
    List<SchemaCase> accepted = SchemaCase.in("accept");
    Mutation mutation = new Mutation(random);
    Map<String, String> mutants = new LinkedHashMap<>();
    for (int i = 0; i < MUTANTS; i++) {
      SchemaCase origin = accepted.get(random.nextInt(accepted.size()));
      ObjectNode resource = YAML.unmarshal(origin.text(), ObjectNode.class);
      mutation.apply(resource);
      String name = "m-" + i;
      resource.withObject("metadata").put("name", name);
      mutants.put(name, resource.toString());
    }
    return mutants;
  }

  private static Set<String> accepted(Map<String, String> mutants) {
    ManifestValidator validator = new ManifestValidator(List.of());
    return mutants.entrySet().stream()
        .filter(m -> validator.validate(List.of(new Manifest(m.getKey(), m.getValue()))).valid())
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Set<String> acceptedByServer(Map<String, String> mutants) throws IOException {
    Path files = Files.createDirectory(directory.resolve("mutants"));
    for (var mutant : mutants.entrySet()) {
      Files.writeString(files.resolve(mutant.getKey() + ".json"), mutant.getValue());
    }
    Kubectl kubectl = new Kubectl(SharedApiServer.newNamespace("crd-mutants"), directory);
    Matcher created =
        CREATED.matcher(
            kubectl
                .run("create", "--dry-run=server", "--validate=strict", "-f", files.toString())
                .output());
    Set<String> names = new TreeSet<>();
    while (created.find()) {
      names.add(created.group(1));
    }
    return names;
  }

  private static List<String> disagreements(
      Map<String, String> mutants, Set<String> ours, Set<String> servers) {
    List<String> disagreements = new ArrayList<>();
    mutants.forEach(
        (name, text) -> {
          if (ours.contains(name) != servers.contains(name)) {
            String who = ours.contains(name) ? "only we accept " : "only the server accepts ";
            disagreements.add(who + text);
          }
        });
    return disagreements;
  }
}
