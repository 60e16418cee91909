package io.weir.ingest.assemble;

/**
 * Which dataset the records of {@code audit.raw} belong to. The topic decides, because no container
 * can write to it: a line that looks like an audit record elsewhere is a line of a container.
 */
final class AuditDatasets {
  private AuditDatasets() {}

  /** The module that Elastic's integrations and rules of Sigma's sources know the records by. */
  static String moduleOf(String format) {
    if (format.equals("cloudtrail")) {
      return "aws";
    }
    String dataset = of(format);
    return dataset.substring(0, dataset.indexOf('.'));
  }

  /** By the names that Elastic's integrations use, where there is one. */
  static String of(String format) {
    return switch (format) {
      case "kubernetes-audit" -> "kubernetes.audit_logs";
      case "vault-audit" -> "hashicorp_vault.audit";
      case "elasticsearch-audit" -> "elasticsearch.audit";
      case "auditd" -> "auditd.log";
      default -> "system.syslog";
    };
  }
}
