package io.weir.elasticsearch.lifecycle;

import java.util.List;
import java.util.SortedMap;
import org.elasticsearch.ResourceNotFoundException;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.master.AcknowledgedResponse;
import org.elasticsearch.action.support.master.AcknowledgedTransportMasterNodeAction;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.block.ClusterBlockException;
import org.elasticsearch.cluster.block.ClusterBlockLevel;
import org.elasticsearch.cluster.metadata.IndexMetadata;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.TransportService;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicyMetadata;
import org.elasticsearch.xpack.core.ilm.action.DeleteLifecycleAction;

/** Deletes a policy; a missing one is 404, one that an index uses is 400. */
public final class DeletePolicy
    extends AcknowledgedTransportMasterNodeAction<DeleteLifecycleAction.Request> {

  /** Called by the node. */
  @Inject
  public DeletePolicy(
      TransportService transport,
      ClusterService cluster,
      ThreadPool threads,
      ActionFilters filters) {
    super(
        DeleteLifecycleAction.NAME,
        transport,
        cluster,
        threads,
        filters,
        DeleteLifecycleAction.Request::new,
        EsExecutors.DIRECT_EXECUTOR_SERVICE);
  }

  @Override
  protected void masterOperation(
      Task task,
      DeleteLifecycleAction.Request request,
      ClusterState state,
      ActionListener<AcknowledgedResponse> listener) {
    new PolicyChange(
            request, listener, (policies, now) -> remove(request.getPolicyName(), policies, now))
        .submit(clusterService);
  }

  private static void remove(
      String name, SortedMap<String, LifecyclePolicyMetadata> policies, ClusterState state) {
    List<String> users =
        state.metadata().indices().values().stream()
            .filter(index -> name.equals(index.getLifecyclePolicyName()))
            .map(IndexMetadata::getIndex)
            .map(Object::toString)
            .toList();
    if (!users.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot delete policy [" + name + "]. It is in use by one or more indices: " + users);
    }
    if (policies.remove(name) == null) {
      throw new ResourceNotFoundException("Lifecycle policy not found: {}", name);
    }
  }

  @Override
  protected ClusterBlockException checkBlock(
      DeleteLifecycleAction.Request request, ClusterState state) {
    return state.blocks().globalBlockedException(ClusterBlockLevel.METADATA_WRITE);
  }
}
