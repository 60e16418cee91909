package io.weir.cli.config;

/**
 * The settings of a role that runs a topology, added to {@link RoleConfig}.
 *
 * @param applicationId {@code application.id}: group, transactions and changelogs are named after
 *     it
 * @param threads {@code threads}, 1 by default
 * @param stateDir {@code state.dir}, or null
 */
public record StreamsSettings(RoleConfig role, String applicationId, int threads, String stateDir) {
  private static final int MAX_THREADS = 64;

  static StreamsSettings read(Settings settings, String applicationId) {
    return new StreamsSettings(
        RoleConfig.read(settings),
        settings.text("application.id", applicationId),
        settings.number("threads", 1, 1, MAX_THREADS),
        settings.text("state.dir", null));
  }
}
