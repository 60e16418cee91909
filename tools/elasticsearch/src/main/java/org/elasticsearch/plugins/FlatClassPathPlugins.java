package org.elasticsearch.plugins;

import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.elasticsearch.Version;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.spi.SPIClassIterator;

/**
 * Loads plugin classes from the one class path. A distribution has for each plugin a class loader
 * of its own and so knows which plugin a service file belongs to; here it is found by the plugin
 * that the provider's constructor asks for.
 */
public final class FlatClassPathPlugins extends PluginsService {

  // Null while the super constructor runs, which already asks for plugins().
  private final List<LoadedPlugin> loaded = new ArrayList<>();

  /** Instantiates the plugins in order; one that cannot be built is an exception. */
  public FlatClassPathPlugins(
      Environment environment,
      PluginsLoader loader,
      List<Class<? extends Plugin>> classes,
      Map<Class<? extends Plugin>, Class<? extends Plugin>> extended) {
    super(environment.settings(), environment.configDir(), loader);
    for (Class<? extends Plugin> type : classes) {
      Plugin plugin = loadPlugin(type, environment.settings(), environment.configDir());
      loaded.add(
          new LoadedPlugin(descriptor(type, extended.get(type)), plugin, type.getClassLoader()));
    }
    loadExtensions(loaded);
  }

  @Override
  protected List<LoadedPlugin> plugins() {
    return loaded == null ? List.of() : loaded;
  }

  @Override
  public <T> List<? extends T> loadServiceProviders(Class<T> service) {
    List<T> providers = new ArrayList<>();
    Iterator<Class<? extends T>> types = SPIClassIterator.get(service, getClass().getClassLoader());
    while (types.hasNext()) {
      provider(types.next()).ifPresent(providers::add);
    }
    return providers;
  }

  /** Empty when the provider belongs to a plugin that is not loaded. */
  private <T> Optional<T> provider(Class<T> type) {
    try {
      // First, because such providers also have a no-argument constructor that only throws.
      for (Constructor<?> constructor : type.getConstructors()) {
        if (takesOnePlugin(constructor)) {
          Optional<Plugin> owner = plugin(constructor.getParameterTypes()[0]);
          return owner.isEmpty()
              ? Optional.empty()
              : Optional.of(type.cast(constructor.newInstance(owner.get())));
        }
      }
      return Optional.of(type.getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("service provider " + type.getName(), e);
    }
  }

  private static boolean takesOnePlugin(Constructor<?> constructor) {
    return constructor.getParameterCount() == 1
        && Plugin.class.isAssignableFrom(constructor.getParameterTypes()[0]);
  }

  private Optional<Plugin> plugin(Class<?> type) {
    return loaded.stream().map(LoadedPlugin::instance).filter(type::isInstance).findFirst();
  }

  private static PluginDescriptor descriptor(Class<?> type, Class<?> extended) {
    return new PluginDescriptor(
        type.getName(),
        "from the class path",
        Version.CURRENT.toString(),
        Version.CURRENT.toString(),
        Integer.toString(Runtime.version().feature()),
        type.getName(),
        null,
        extended == null ? List.of() : List.of(extended.getName()),
        false,
        false,
        false,
        false);
  }
}
