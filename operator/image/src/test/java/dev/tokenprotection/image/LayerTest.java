package dev.tokenprotection.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTest {
  private static final Instant TIME = Instant.parse("2026-11-01T00:00:00Z");

  @TempDir private Path folder;

  @Test
  void the_same_content_gives_the_same_bytes_wherever_and_whenever_it_was_written()
      throws IOException {
    Path here = content("here", TIME);
    Path there = content("deeper/there", TIME.plusSeconds(86_400));

    assertThat(layer("one", here).digest()).isEqualTo(layer("two", there).digest());
  }

  @Test
  void every_entry_belongs_to_root_and_has_the_time_of_the_layer() throws IOException {
    for (TarArchiveEntry entry : entries(layer("one", content("here", Instant.now())))) {
      assertThat(entry.getLongUserId()).isZero();
      assertThat(entry.getUserName()).isEmpty();
      assertThat(entry.getLastModifiedTime().toInstant()).isEqualTo(TIME);
      assertThat(entry.getMode() & 07000).as("set-user-id and the like").isZero();
    }
  }

  @Test
  void folders_come_before_what_is_in_them_and_once() throws IOException {
    assertThat(entries(layer("one", content("here", TIME))))
        .extracting(TarArchiveEntry::getName)
        .containsExactly(
            "opt/", "opt/program/", "opt/program/a", "opt/program/b/", "opt/program/b/c");
  }

  private Path content(String name, Instant time) throws IOException {
    Path root = Files.createDirectories(folder.resolve(name));
    Files.createDirectory(root.resolve("b"));
    for (String file : List.of("b/c", "a")) {
      Path written = Files.writeString(root.resolve(file), "content of " + file);
      Files.setLastModifiedTime(written, FileTime.from(time));
    }
    return root;
  }

  private Layer.Written layer(String name, Path content) throws IOException {
    Layer layer = new Layer(name, folder.resolve(name + ".tar.gz"), TIME);
    try (layer) {
      layer.addTree("opt/program", content);
    }
    return layer.written();
  }

  private static List<TarArchiveEntry> entries(Layer.Written layer) throws IOException {
    List<TarArchiveEntry> entries = new ArrayList<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(layer.file())))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
