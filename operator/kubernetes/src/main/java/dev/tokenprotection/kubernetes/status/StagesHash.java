package dev.tokenprotection.kubernetes.status;

import dev.tokenprotection.api.v1alpha1.GroupReference;
import dev.tokenprotection.api.v1alpha1.Include;
import dev.tokenprotection.api.v1alpha1.Stage;
import dev.tokenprotection.core.model.CanonicalHash;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Tells whether stages that were reached are still the same: names, order, states and groups, as
 * set in spec. Who is in a managed group, and what a gate asks for, may change.
 */
public final class StagesHash {
  private StagesHash() {}

  /** {@code v1:} and the SHA-256 of the first {@code reached} stages. */
  public static String of(List<Stage> stages, int reached) {
    String text =
        stages.stream().limit(reached).map(StagesHash::line).collect(Collectors.joining("\n"));
    return CanonicalHash.of(text);
  }

  private static String line(Stage stage) {
    return stage.name() + " " + stage.state().name() + include(stage.include());
  }

  /** A text that is equal only for the same groups; empty without an include. */
  static String include(Include include) {
    if (include == null) {
      return "";
    }
    String groups =
        include.groups() == null
            ? ""
            : include.groups().stream().map(StagesHash::reference).sorted().toList().toString();
    String managed =
        include.managedGroup() == null
            ? ""
            : " managed " + quoted(include.managedGroup().displayName());
    return " " + groups + managed;
  }

  private static String reference(GroupReference group) {
    return group.id() == null
        ? "name " + quoted(group.displayName())
        : "id " + group.id().toLowerCase(Locale.ROOT);
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
  }
}
