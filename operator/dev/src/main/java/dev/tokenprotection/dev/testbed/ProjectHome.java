package dev.tokenprotection.dev.testbed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A checkout of this project: the folder that holds {@code charts}, {@code examples} and {@code
 * operator}.
 *
 * @param directory its absolute path
 */
public record ProjectHome(Path directory) {
  /** System property that names the checkout; wins over {@link #VARIABLE}. */
  public static final String PROPERTY = "tpr.home";

  /** Environment variable that names the checkout. */
  public static final String VARIABLE = "TPR_HOME";

  private static final Pattern PINNED =
      Pattern.compile("(?:require)?\\s*k8s\\.io/kubernetes v(\\S+).*");
  private static final Path SCRIPT = Path.of("operator", "tests", "testbed", "provide");

  public ProjectHome {
    directory = directory.toAbsolutePath().normalize();
  }

  /**
   * The checkout that the system property {@code tpr.home} or the environment variable {@code
   * TPR_HOME} names; else the nearest one at or above the working directory.
   *
   * @throws TestBedException when there is none, with what to set
   */
  public static ProjectHome find() {
    Path workingDirectory = Path.of("").toAbsolutePath();
    return named()
        .or(() -> nearest(workingDirectory))
        .orElseThrow(
            () ->
                new TestBedException(
                    "No checkout of the token protection operator at or above %s: run from inside one, or name it in %s."
                        .formatted(workingDirectory, VARIABLE)));
  }

  /** The script that finds or builds the servers' programs. */
  public Path testBedScript() {
    return directory.resolve(SCRIPT);
  }

  /** The version of Kubernetes that the test bed pins, as {@code 1.36.3}. */
  String kubernetesVersion() {
    Path pins = testBedScript().resolveSibling("kubernetes").resolve("go.mod");
    try (Stream<String> lines = Files.lines(pins)) {
      return lines
          .map(PINNED::matcher)
          .filter(Matcher::matches)
          .map(pin -> pin.group(1))
          .findFirst()
          .orElseThrow(() -> new TestBedException("%s pins no Kubernetes.".formatted(pins)));
    } catch (IOException e) {
      throw new TestBedException("%s could not be read: %s.".formatted(pins, e.getMessage()), e);
    }
  }

  /** The folder of the Helm chart. */
  public Path chart() {
    return directory.resolve("charts").resolve("token-protection-operator");
  }

  private static Optional<ProjectHome> named() {
    return Stream.of(System.getProperty(PROPERTY), System.getenv(VARIABLE))
        .filter(Objects::nonNull)
        .filter(name -> !name.isBlank())
        .findFirst()
        .map(Path::of)
        .map(ProjectHome::new)
        .map(ProjectHome::checked);
  }

  private static Optional<ProjectHome> nearest(Path start) {
    return Stream.iterate(start, Objects::nonNull, Path::getParent)
        .map(ProjectHome::new)
        .filter(ProjectHome::isCheckout)
        .findFirst();
  }

  private ProjectHome checked() {
    if (!isCheckout()) {
      throw new TestBedException(
          "%s was named as the checkout of the token protection operator, but has no %s: correct or unset %s and %s."
              .formatted(directory, SCRIPT, PROPERTY, VARIABLE));
    }
    return this;
  }

  private boolean isCheckout() {
    return Files.isRegularFile(testBedScript());
  }
}
