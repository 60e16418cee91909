package io.weir.elasticsearch.datastream;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.datastreams.DataStreamsActionUtil;
import org.elasticsearch.action.datastreams.GetDataStreamAction;
import org.elasticsearch.action.datastreams.GetDataStreamAction.Response.DataStreamInfo;
import org.elasticsearch.action.datastreams.GetDataStreamAction.Response.IndexProperties;
import org.elasticsearch.action.datastreams.GetDataStreamAction.Response.ManagedBy;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.master.TransportMasterNodeReadAction;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.block.ClusterBlockException;
import org.elasticsearch.cluster.block.ClusterBlockLevel;
import org.elasticsearch.cluster.health.ClusterStateHealth;
import org.elasticsearch.cluster.metadata.DataStream;
import org.elasticsearch.cluster.metadata.IndexMetadata;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.metadata.MetadataIndexTemplateService;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.index.Index;
import org.elasticsearch.index.IndexMode;
import org.elasticsearch.index.IndexSettings;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.TransportService;

/** Describes data streams; a name without a wildcard that is missing is 404. */
public final class GetDataStreams
    extends TransportMasterNodeReadAction<
        GetDataStreamAction.Request, GetDataStreamAction.Response> {

  private final IndexNameExpressionResolver resolver;

  /** Called by the node. */
  @Inject
  public GetDataStreams(
      TransportService transport,
      ClusterService cluster,
      ThreadPool threads,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(
        GetDataStreamAction.NAME,
        transport,
        cluster,
        threads,
        filters,
        GetDataStreamAction.Request::new,
        GetDataStreamAction.Response::read,
        EsExecutors.DIRECT_EXECUTOR_SERVICE);
    this.resolver = resolver;
  }

  @Override
  protected void masterOperation(
      Task task,
      GetDataStreamAction.Request request,
      ClusterState state,
      ActionListener<GetDataStreamAction.Response> listener) {
    List<String> names =
        DataStreamsActionUtil.getDataStreamNames(
            resolver, state, request.getNames(), request.indicesOptions());
    listener.onResponse(
        new GetDataStreamAction.Response(
            names.stream()
                .sorted()
                .map(name -> describe(state.metadata().dataStreams().get(name), state))
                .toList()));
  }

  private static DataStreamInfo describe(DataStream stream, ClusterState state) {
    String[] indices = stream.getIndices().stream().map(Index::getName).toArray(String[]::new);
    String template =
        MetadataIndexTemplateService.findV2Template(state.metadata(), stream.getName(), false);
    Settings settings =
        template == null
            ? Settings.EMPTY
            : MetadataIndexTemplateService.resolveSettings(state.metadata(), template);
    return new DataStreamInfo(
        stream,
        stream.isFailureStoreExplicitlyEnabled(),
        new ClusterStateHealth(state, indices).getStatus(),
        template,
        settings.get(IndexMetadata.LIFECYCLE_NAME),
        null,
        properties(stream, state),
        IndexSettings.PREFER_ILM_SETTING.get(settings),
        null,
        mode(settings));
  }

  private static Map<Index, IndexProperties> properties(DataStream stream, ClusterState state) {
    Map<Index, IndexProperties> properties = new HashMap<>();
    for (Index index : stream.getIndices()) {
      IndexMetadata metadata = state.metadata().index(index);
      Settings settings = metadata.getSettings();
      properties.put(
          index,
          new IndexProperties(
              IndexSettings.PREFER_ILM_SETTING.get(settings),
              metadata.getLifecyclePolicyName(),
              managedBy(metadata, stream),
              mode(settings)));
    }
    return properties;
  }

  private static ManagedBy managedBy(IndexMetadata index, DataStream stream) {
    if (index.getLifecyclePolicyName() != null
        && IndexSettings.PREFER_ILM_SETTING.get(index.getSettings())) {
      return ManagedBy.ILM;
    }
    if (stream.getDataLifecycle() != null && stream.getDataLifecycle().enabled()) {
      return ManagedBy.LIFECYCLE;
    }
    return index.getLifecyclePolicyName() == null ? ManagedBy.UNMANAGED : ManagedBy.ILM;
  }

  private static String mode(Settings settings) {
    return settings.get(IndexSettings.MODE.getKey(), IndexMode.STANDARD.getName());
  }

  @Override
  protected ClusterBlockException checkBlock(
      GetDataStreamAction.Request request, ClusterState state) {
    return state.blocks().globalBlockedException(ClusterBlockLevel.METADATA_READ);
  }
}
