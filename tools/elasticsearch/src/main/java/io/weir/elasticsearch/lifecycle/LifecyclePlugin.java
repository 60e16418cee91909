package io.weir.elasticsearch.lifecycle;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.ActionResponse;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.IndexScopedSettings;
import org.elasticsearch.common.settings.Setting;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.settings.SettingsFilter;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestController;
import org.elasticsearch.rest.RestHandler;
import org.elasticsearch.xcontent.NamedXContentRegistry;
import org.elasticsearch.xpack.core.ilm.LifecycleSettings;
import org.elasticsearch.xpack.core.ilm.RolloverAction;
import org.elasticsearch.xpack.core.ilm.action.DeleteLifecycleAction;
import org.elasticsearch.xpack.core.ilm.action.GetLifecycleAction;
import org.elasticsearch.xpack.core.ilm.action.ILMActions;

/**
 * {@code /_ilm/policy}: policies are parsed, checked and kept by x-pack-core's own classes. The
 * runner that acts on them is in no public repository, so nothing ever rolls over or is deleted.
 */
public final class LifecyclePlugin extends Plugin implements ActionPlugin {

  @Override
  public List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> getActions() {
    return List.of(
        new ActionHandler<>(ILMActions.PUT, PutPolicy.class),
        new ActionHandler<>(GetLifecycleAction.INSTANCE, GetPolicies.class),
        new ActionHandler<>(DeleteLifecycleAction.INSTANCE, DeletePolicy.class));
  }

  /** What an index template may say about its policy. */
  @Override
  public List<Setting<?>> getSettings() {
    return List.of(
        LifecycleSettings.LIFECYCLE_POLL_INTERVAL_SETTING,
        LifecycleSettings.LIFECYCLE_NAME_SETTING,
        LifecycleSettings.LIFECYCLE_INDEXING_COMPLETE_SETTING,
        LifecycleSettings.LIFECYCLE_SKIP_SETTING,
        RolloverAction.LIFECYCLE_ROLLOVER_ALIAS_SETTING);
  }

  @Override
  public List<NamedXContentRegistry.Entry> getNamedXContent() {
    return PolicyFormat.entries();
  }

  @Override
  public List<RestHandler> getRestHandlers(
      Settings settings,
      NamedWriteableRegistry writeables,
      RestController controller,
      ClusterSettings clusterSettings,
      IndexScopedSettings indexSettings,
      SettingsFilter filter,
      IndexNameExpressionResolver resolver,
      Supplier<DiscoveryNodes> nodes,
      Predicate<NodeFeature> features) {
    return List.of(new LifecycleRest());
  }
}
