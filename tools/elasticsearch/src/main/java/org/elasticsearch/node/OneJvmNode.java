package org.elasticsearch.node;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.FlatClassPathPlugins;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;

/**
 * A node whose plugins come from the class path instead of a plugins directory. It lives in this
 * package because the hook for that, {@code NodeServiceProvider}, is package-private.
 */
public final class OneJvmNode extends Node {

  /**
   * Prepares a node; {@code start()} starts it.
   *
   * @param extended which plugins each plugin extends, both as classes, for those that look for
   *     extensions of themselves
   */
  public OneJvmNode(
      Environment environment,
      List<Class<? extends Plugin>> plugins,
      Map<Class<? extends Plugin>, Class<? extends Plugin>> extended) {
    super(
        NodeConstruction.prepareConstruction(
            environment, noPluginsDirectory(), pluginsFrom(plugins, extended), true));
  }

  private static PluginsLoader noPluginsDirectory() {
    return PluginsLoader.createPluginsLoader(Set.of(), Set.of(), Map.of(), false);
  }

  private static NodeServiceProvider pluginsFrom(
      List<Class<? extends Plugin>> plugins,
      Map<Class<? extends Plugin>, Class<? extends Plugin>> extended) {
    return new NodeServiceProvider() {
      @Override
      PluginsService newPluginService(Environment environment, PluginsLoader loader) {
        return new FlatClassPathPlugins(environment, loader, plugins, extended);
      }
    };
  }
}
