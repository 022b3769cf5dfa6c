package dev.tokenprotection.app.validate;

import dev.tokenprotection.app.OutputFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every command that reads manifests and prints what it found. */
public final class ManifestArguments {
  @Option(
      names = {"-f", "--filename"},
      required = true,
      arity = "1",
      paramLabel = "FILE",
      description =
          "File, directory (with those below it), or - for standard input; may be given more than"
              + " once.")
  private List<String> files = List.of();

  @Option(
      names = {"-o", "--output"},
      defaultValue = "text",
      converter = OutputFormat.Converter.class,
      paramLabel = "FORMAT",
      description = "text or json. Default: ${DEFAULT-VALUE}.")
  private OutputFormat output = OutputFormat.TEXT;

  /** The names of the files, as they were given. */
  public List<String> files() {
    return List.copyOf(files);
  }

  /** How to print. */
  public OutputFormat output() {
    return output;
  }

  /**
   * The manifests of the files, in their order.
   *
   * @param standardInput read when a file is {@code -}; not closed
   * @throws IOException with the name of a file that can't be read
   */
  public List<Manifest> read(InputStream standardInput) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    ManifestFiles source = new ManifestFiles(standardInput);
    for (String file : files) {
      try {
        manifests.addAll(source.read(file));
      } catch (IOException e) {
        throw new IOException(file + " can't be read: " + e, e);
      }
    }
    return manifests;
  }
}
