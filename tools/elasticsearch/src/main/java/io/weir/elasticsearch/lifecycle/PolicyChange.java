package io.weir.elasticsearch.lifecycle;

import java.util.SortedMap;
import java.util.TreeMap;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.support.master.AcknowledgedRequest;
import org.elasticsearch.action.support.master.AcknowledgedResponse;
import org.elasticsearch.cluster.AckedClusterStateUpdateTask;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.metadata.Metadata;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.xpack.core.ilm.IndexLifecycleMetadata;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicyMetadata;
import org.elasticsearch.xpack.core.ilm.OperationMode;

/** A change of the stored policies; an exception it throws is the answer to the request. */
final class PolicyChange extends AckedClusterStateUpdateTask {

  /** Changes the policies, by name, in place. */
  @FunctionalInterface
  interface Change {
    void apply(SortedMap<String, LifecyclePolicyMetadata> policies, ClusterState state);
  }

  private final Change change;

  PolicyChange(
      AcknowledgedRequest<?> request,
      ActionListener<AcknowledgedResponse> listener,
      Change change) {
    super(request, listener);
    this.change = change;
  }

  // Deprecated in favour of batches, which a test server does not need.
  @SuppressWarnings("deprecation")
  void submit(ClusterService cluster) {
    cluster.submitUnbatchedStateUpdateTask("change lifecycle policies", this);
  }

  static IndexLifecycleMetadata stored(ClusterState state) {
    return state.metadata().custom(IndexLifecycleMetadata.TYPE, IndexLifecycleMetadata.EMPTY);
  }

  @Override
  public ClusterState execute(ClusterState state) {
    IndexLifecycleMetadata before = stored(state);
    SortedMap<String, LifecyclePolicyMetadata> policies =
        new TreeMap<>(before.getPolicyMetadatas());
    change.apply(policies, state);
    IndexLifecycleMetadata after = new IndexLifecycleMetadata(policies, OperationMode.RUNNING);
    return ClusterState.builder(state)
        .metadata(Metadata.builder(state.metadata()).putCustom(IndexLifecycleMetadata.TYPE, after))
        .build();
  }
}
