package io.weir.image;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Some of the files of the image, as one layer of it. The same files make the same bytes: entries
 * are sorted, belong to root, and have the time of the image.
 *
 * @param comment what it holds, for the history of the image
 * @param diffId digest of the tar archive
 * @param blob the archive, compressed
 * @param unpacked size of the archive before it was compressed, in bytes
 */
record Layer(String comment, String diffId, Blob blob, long unpacked) {
  private static final int DIRECTORY = 0755;
  private static final int STICKY = 01777;
  private static final int EXECUTABLE = 0755;
  private static final int FILE = 0644;

  /**
   * Makes one.
   *
   * @param root the directory that is the image's {@code /}
   * @param paths files and directories below it, each after the directory that it is in
   */
  static Layer of(String comment, Path root, List<Path> paths, Instant time) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(tar)) {
      out.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (Path path : paths) {
        add(out, root, path, time);
      }
    }
    byte[] bytes = tar.toByteArray();
    Blob blob = new Blob("application/vnd.oci.image.layer.v1.tar+gzip", gzip(bytes));
    return new Layer(comment, Blob.digest(bytes), blob, bytes.length);
  }

  private static void add(TarArchiveOutputStream out, Path root, Path path, Instant time)
      throws IOException {
    String name = root.relativize(path).toString();
    boolean directory = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    boolean link = Files.isSymbolicLink(path);
    TarArchiveEntry entry =
        link
            ? new TarArchiveEntry(name, TarConstants.LF_SYMLINK)
            : new TarArchiveEntry(directory ? name + "/" : name);
    entry.setModTime(time.toEpochMilli());
    entry.setIds(0, 0);
    if (link) {
      entry.setLinkName(Files.readSymbolicLink(path).toString());
    } else if (directory) {
      entry.setMode(name.equals("tmp") ? STICKY : DIRECTORY);
    } else {
      entry.setMode(mode(path));
      entry.setSize(Files.size(path));
    }
    out.putArchiveEntry(entry);
    if (!link && !directory) {
      Files.copy(path, out);
    }
    out.closeArchiveEntry();
  }

  /** Whoever built the image, and with whatever mask: root owns the files, everybody reads them. */
  private static int mode(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    return permissions.contains(PosixFilePermission.OWNER_EXECUTE) ? EXECUTABLE : FILE;
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GzipParameters parameters = new GzipParameters();
    parameters.setCompressionLevel(Deflater.DEFAULT_COMPRESSION);
    try (GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, parameters)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
