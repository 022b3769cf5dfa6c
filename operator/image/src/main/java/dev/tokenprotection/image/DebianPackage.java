package dev.tokenprotection.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.ar.ArArchiveEntry;
import org.apache.commons.compress.archivers.ar.ArArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A package of Debian that the base of the image is made of: pinned to a version and to its bytes.
 *
 * @param archive folder below a mirror: {@code debian} or {@code debian-security}
 * @param path of the file below it
 * @param sha256 of the file, in hexadecimal
 */
record DebianPackage(
    String name, String version, String architecture, String archive, String path, String sha256) {

  /**
   * Shared objects and their loader, who the system is, and the licences. Nothing that can be run.
   */
  private static final Pattern WANTED =
      Pattern.compile(
          "lib|lib64|usr/lib64/[^/]+|usr/lib/ld-linux[^/]+|usr/lib/[^/]+-linux-gnu/[^/]+\\.so[^/]*"
              + "|etc/(os-release|debian_version)|usr/lib/os-release|usr/share/doc/[^/]+/copyright");

  String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The package as software bills of materials and scanners name it. */
  String purl() {
    return "pkg:deb/debian/"
        + name
        + "@"
        + version.replace("+", "%2B").replace(":", "%3A")
        + "?arch="
        + architecture
        + "&distro=debian-13";
  }

  /**
   * Adds to a layer what the image needs of the package, and the entry by which scanners know that
   * it is there.
   */
  void unpack(Path file, Layer layer) throws IOException {
    try (InputStream content = Files.newInputStream(file);
        ArArchiveInputStream parts = new ArArchiveInputStream(content)) {
      for (ArArchiveEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
        if (part.getName().startsWith("control.tar")) {
          unpackControl(xz(parts), layer);
        } else if (part.getName().startsWith("data.tar")) {
          unpackData(xz(parts), layer);
        }
      }
    }
  }

  /** The files of the package whose path matches, by path. */
  SortedMap<String, byte[]> read(Path file, Pattern wanted) throws IOException {
    SortedMap<String, byte[]> found = new TreeMap<>();
    try (InputStream content = Files.newInputStream(file);
        ArArchiveInputStream parts = new ArArchiveInputStream(content)) {
      for (ArArchiveEntry part = parts.getNextEntry(); part != null; part = parts.getNextEntry()) {
        if (part.getName().startsWith("data.tar")) {
          TarArchiveInputStream entries = xz(parts);
          for (TarArchiveEntry entry = entries.getNextEntry();
              entry != null;
              entry = entries.getNextEntry()) {
            if (entry.isFile() && wanted.matcher(plain(entry)).matches()) {
              found.put(plain(entry), entries.readAllBytes());
            }
          }
        }
      }
    }
    return found;
  }

  private static TarArchiveInputStream xz(InputStream part) throws IOException {
    return new TarArchiveInputStream(new XZCompressorInputStream(part));
  }

  private void unpackControl(TarArchiveInputStream entries, Layer layer) throws IOException {
    for (TarArchiveEntry entry = entries.getNextEntry();
        entry != null;
        entry = entries.getNextEntry()) {
      if (plain(entry).equals("control")) {
        layer.add("var/lib/dpkg/status.d/" + name, entry.getSize(), 0644, entries);
      }
    }
  }

  private static void unpackData(TarArchiveInputStream entries, Layer layer) throws IOException {
    for (TarArchiveEntry entry = entries.getNextEntry();
        entry != null;
        entry = entries.getNextEntry()) {
      String path = plain(entry);
      if (!WANTED.matcher(path).matches()) {
        continue;
      }
      if (entry.isSymbolicLink()) {
        layer.addLink(path, entry.getLinkName());
      } else if (entry.isFile()) {
        layer.add(path, entry.getSize(), entry.getMode(), entries);
      }
    }
  }

  private static String plain(TarArchiveEntry entry) {
    return entry.getName().replaceFirst("^\\./", "").replaceFirst("/$", "");
  }
}
