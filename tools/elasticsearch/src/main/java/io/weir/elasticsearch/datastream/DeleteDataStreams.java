package io.weir.elasticsearch.datastream;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.datastreams.DataStreamsActionUtil;
import org.elasticsearch.action.datastreams.DeleteDataStreamAction;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.master.AcknowledgedResponse;
import org.elasticsearch.action.support.master.AcknowledgedTransportMasterNodeAction;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.ClusterStateUpdateTask;
import org.elasticsearch.cluster.block.ClusterBlockException;
import org.elasticsearch.cluster.block.ClusterBlockLevel;
import org.elasticsearch.cluster.metadata.DataStream;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.metadata.MetadataDataStreamsService;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.TransportService;

/** Deletes data streams with their indices; a name without a wildcard that is missing is 404. */
public final class DeleteDataStreams
    extends AcknowledgedTransportMasterNodeAction<DeleteDataStreamAction.Request> {

  private final IndexNameExpressionResolver resolver;

  /** Called by the node. */
  @Inject
  public DeleteDataStreams(
      TransportService transport,
      ClusterService cluster,
      ThreadPool threads,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(
        DeleteDataStreamAction.NAME,
        transport,
        cluster,
        threads,
        filters,
        DeleteDataStreamAction.Request::new,
        EsExecutors.DIRECT_EXECUTOR_SERVICE);
    this.resolver = resolver;
  }

  // Deprecated in favour of batches, which a test server does not need.
  @SuppressWarnings("deprecation")
  @Override
  protected void masterOperation(
      Task task,
      DeleteDataStreamAction.Request request,
      ClusterState state,
      ActionListener<AcknowledgedResponse> listener) {
    clusterService.submitUnbatchedStateUpdateTask(
        "delete data streams", new Deletion(request, listener));
  }

  private Set<DataStream> named(DeleteDataStreamAction.Request request, ClusterState state) {
    List<String> names =
        DataStreamsActionUtil.getDataStreamNames(
            resolver, state, request.getNames(), request.indicesOptions());
    return names.stream().map(state.metadata().dataStreams()::get).collect(Collectors.toSet());
  }

  @Override
  protected ClusterBlockException checkBlock(
      DeleteDataStreamAction.Request request, ClusterState state) {
    return state.blocks().globalBlockedException(ClusterBlockLevel.METADATA_WRITE);
  }

  private final class Deletion extends ClusterStateUpdateTask {

    private final DeleteDataStreamAction.Request request;
    private final ActionListener<AcknowledgedResponse> listener;

    private Deletion(
        DeleteDataStreamAction.Request request, ActionListener<AcknowledgedResponse> listener) {
      super(request.masterNodeTimeout());
      this.request = request;
      this.listener = listener;
    }

    @Override
    public ClusterState execute(ClusterState state) {
      return MetadataDataStreamsService.deleteDataStreams(
          state, named(request, state), clusterService.getSettings());
    }

    @Override
    public void clusterStateProcessed(ClusterState before, ClusterState after) {
      listener.onResponse(AcknowledgedResponse.TRUE);
    }

    @Override
    public void onFailure(Exception e) {
      listener.onFailure(e);
    }
  }
}
