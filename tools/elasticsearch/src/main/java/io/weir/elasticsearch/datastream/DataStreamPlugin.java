package io.weir.elasticsearch.datastream;

import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.ActionResponse;
import org.elasticsearch.action.datastreams.CreateDataStreamAction;
import org.elasticsearch.action.datastreams.DeleteDataStreamAction;
import org.elasticsearch.action.datastreams.GetDataStreamAction;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.node.DiscoveryNodes;
import org.elasticsearch.common.io.stream.NamedWriteableRegistry;
import org.elasticsearch.common.settings.ClusterSettings;
import org.elasticsearch.common.settings.IndexScopedSettings;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.settings.SettingsFilter;
import org.elasticsearch.features.NodeFeature;
import org.elasticsearch.plugins.ActionPlugin;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.rest.RestController;
import org.elasticsearch.rest.RestHandler;

/**
 * {@code /_data_stream}: the server has the data streams, their actions' names and messages, and
 * the code that changes the cluster state; only the module that joins them is in no public
 * repository. They are real actions, so that security judges them by name as it would elsewhere.
 */
public final class DataStreamPlugin extends Plugin implements ActionPlugin {

  @Override
  public List<ActionHandler<? extends ActionRequest, ? extends ActionResponse>> getActions() {
    return List.of(
        new ActionHandler<>(CreateDataStreamAction.INSTANCE, CreateDataStream.class),
        new ActionHandler<>(GetDataStreamAction.INSTANCE, GetDataStreams.class),
        new ActionHandler<>(DeleteDataStreamAction.INSTANCE, DeleteDataStreams.class));
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
    return List.of(new DataStreamRest());
  }
}
