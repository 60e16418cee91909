package io.weir.ingest.topic;

/** The names of the topics; their keys, values and retention stand in the README of this module. */
public final class Topics {
  public static final String LOGS_RAW = "logs.raw";
  public static final String FALCO_RAW = "falco.raw";
  public static final String AUDIT_RAW = "audit.raw";
  public static final String EVENTS = "events";
  public static final String MATCHES = "matches";
  public static final String FINDINGS = "findings";
  public static final String INCIDENTS = "incidents";
  public static final String DLQ = "dlq";
  public static final String LEDGER = "ledger";
  public static final String AUDIT_CHAIN = "audit.chain";

  private Topics() {}
}
