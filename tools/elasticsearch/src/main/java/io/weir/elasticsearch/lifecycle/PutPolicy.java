package io.weir.elasticsearch.lifecycle;

import java.util.Map;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.master.AcknowledgedResponse;
import org.elasticsearch.action.support.master.AcknowledgedTransportMasterNodeAction;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.block.ClusterBlockException;
import org.elasticsearch.cluster.block.ClusterBlockLevel;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.TransportService;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicy;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicyMetadata;
import org.elasticsearch.xpack.core.ilm.action.ILMActions;
import org.elasticsearch.xpack.core.ilm.action.PutLifecycleRequest;

/** Stores a policy, or its next version; one that x-pack-core finds wrong is 400. */
public final class PutPolicy extends AcknowledgedTransportMasterNodeAction<PutLifecycleRequest> {

  /** Called by the node. */
  @Inject
  public PutPolicy(
      TransportService transport,
      ClusterService cluster,
      ThreadPool threads,
      ActionFilters filters) {
    super(
        ILMActions.PUT.name(),
        transport,
        cluster,
        threads,
        filters,
        PutLifecycleRequest::new,
        EsExecutors.DIRECT_EXECUTOR_SERVICE);
  }

  @Override
  protected void masterOperation(
      Task task,
      PutLifecycleRequest request,
      ClusterState state,
      ActionListener<AcknowledgedResponse> listener) {
    LifecyclePolicy policy = request.getPolicy();
    LifecyclePolicy.validatePolicyName(policy.getName());
    policy.validate();
    new PolicyChange(
            request,
            listener,
            (policies, now) ->
                policies.compute(policy.getName(), (name, old) -> nextVersion(old, policy)))
        .submit(clusterService);
  }

  private static LifecyclePolicyMetadata nextVersion(
      LifecyclePolicyMetadata old, LifecyclePolicy policy) {
    long version = old == null ? 1 : old.getVersion() + 1;
    return new LifecyclePolicyMetadata(policy, Map.of(), version, System.currentTimeMillis());
  }

  @Override
  protected ClusterBlockException checkBlock(PutLifecycleRequest request, ClusterState state) {
    return state.blocks().globalBlockedException(ClusterBlockLevel.METADATA_WRITE);
  }
}
