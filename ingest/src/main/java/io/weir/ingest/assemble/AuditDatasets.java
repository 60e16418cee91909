package io.weir.ingest.assemble;

import io.weir.ingest.event.Field;
import io.weir.ingest.event.Fields;
import io.weir.ingest.wire.Topics;

/**
 * Which dataset the records of {@code audit.raw} belong to. The topic decides, because no container
 * can write to it: a line that looks like an audit record elsewhere is a line of a container.
 */
final class AuditDatasets {
  private AuditDatasets() {}

  /** By the names that Elastic's integrations use, where there is one. */
  static String of(String topic, String format, String otherwise) {
    if (!topic.equals(Topics.AUDIT_RAW)) {
      return otherwise;
    }
    return switch (format) {
      case "kubernetes-audit" -> "kubernetes.audit_logs";
      case "vault-audit" -> "hashicorp_vault.audit";
      case "elasticsearch-audit" -> "elasticsearch.audit";
      case "auditd" -> "auditd.log";
      default -> "system.syslog";
    };
  }

  /** The host that the record itself names, believed on the topic of hosts only; else null. */
  static String host(String topic, Fields fields) {
    return topic.equals(Topics.AUDIT_RAW) ? fields.text(Field.LOG_SYSLOG_HOSTNAME) : null;
  }
}
