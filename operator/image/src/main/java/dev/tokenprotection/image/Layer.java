package dev.tokenprotection.image;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * A compressed tar archive whose bytes depend on what is added and on the order, and on nothing
 * else: every entry has the same time, belongs to root unless said otherwise, and has one of three
 * modes. Folders above an entry are added by themselves, once.
 */
final class Layer implements Closeable {
  private static final int FOLDER = 0755;
  private static final int FILE = 0644;
  private static final int PROGRAM = 0755;

  private final String name;
  private final Path file;
  private final Instant time;
  private final MessageDigest uncompressed = Digests.sha256();
  private final TarArchiveOutputStream tar;
  private final Set<String> folders = new HashSet<>();
  private long size;

  /**
   * @param name what the layer holds, for the image's history
   * @param file where it is written
   * @param time of every entry
   */
  Layer(String name, Path file, Instant time) throws IOException {
    this.name = name;
    this.file = file;
    this.time = time;
    OutputStream gzip = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    tar = new TarArchiveOutputStream(new DigestOutputStream(gzip, uncompressed), "UTF-8");
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** A folder with a mode and an owner of its own. */
  void addFolder(String path, int mode, int owner) throws IOException {
    addParents(path);
    if (folders.add(path)) {
      TarArchiveEntry entry = entry(path + "/", mode);
      entry.setIds(owner, owner);
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
  }

  void addText(String path, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(path, bytes.length, FILE, new ByteArrayInputStream(bytes));
  }

  void addLink(String path, String target) throws IOException {
    addParents(path);
    TarArchiveEntry entry = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    entry.setLinkName(target);
    entry.setMode(0777);
    common(entry);
    tar.putArchiveEntry(entry);
    tar.closeArchiveEntry();
  }

  void addFile(String path, Path source) throws IOException {
    try (InputStream content = Files.newInputStream(source)) {
      add(path, Files.size(source), Files.isExecutable(source) ? PROGRAM : FILE, content);
    }
  }

  /** A file whose content is read from where a stream stands. */
  void add(String path, long length, int mode, InputStream content) throws IOException {
    addParents(path);
    TarArchiveEntry entry = entry(path, (mode & 0111) == 0 ? FILE : PROGRAM);
    entry.setSize(length);
    tar.putArchiveEntry(entry);
    content.transferTo(tar);
    tar.closeArchiveEntry();
    size += length;
  }

  /** All files below a folder, in the order of their names; links are followed. */
  void addTree(String path, Path root) throws IOException {
    for (Path source : filesBelow(root)) {
      addFile(path + "/" + slashed(root.relativize(source)), source);
    }
  }

  static List<Path> filesBelow(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root, FileVisitOption.FOLLOW_LINKS)) {
      return paths
          .filter(Files::isRegularFile)
          .sorted((a, b) -> slashed(root.relativize(a)).compareTo(slashed(root.relativize(b))))
          .toList();
    }
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private void addParents(String path) throws IOException {
    int slash = path.lastIndexOf('/');
    if (slash > 0) {
      addFolder(path.substring(0, slash), FOLDER, 0);
    }
  }

  private TarArchiveEntry entry(String path, int mode) {
    TarArchiveEntry entry = new TarArchiveEntry(path);
    entry.setMode(mode);
    return common(entry);
  }

  private TarArchiveEntry common(TarArchiveEntry entry) {
    entry.setIds(0, 0);
    entry.setNames("", "");
    entry.setModTime(time.toEpochMilli());
    return entry;
  }

  @Override
  public void close() throws IOException {
    tar.close();
  }

  /** The layer as an image's configuration and manifest name it; after {@link #close()}. */
  Written written() throws IOException {
    return new Written(
        name,
        file,
        Digests.named(uncompressed.digest()),
        Digests.ofFile(file),
        Files.size(file),
        size);
  }

  /**
   * @param diffId digest of the archive before compression
   * @param digest digest of the file
   * @param compressed size of the file in bytes
   * @param content size of all files in the archive in bytes
   */
  record Written(
      String name, Path file, String diffId, String digest, long compressed, long content) {}
}
