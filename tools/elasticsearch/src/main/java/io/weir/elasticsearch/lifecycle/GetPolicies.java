package io.weir.elasticsearch.lifecycle;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.elasticsearch.ResourceNotFoundException;
import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.master.TransportMasterNodeAction;
import org.elasticsearch.cluster.ClusterState;
import org.elasticsearch.cluster.block.ClusterBlockException;
import org.elasticsearch.cluster.block.ClusterBlockLevel;
import org.elasticsearch.cluster.metadata.IndexNameExpressionResolver;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.threadpool.ThreadPool;
import org.elasticsearch.transport.TransportService;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicyMetadata;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicyUtils;
import org.elasticsearch.xpack.core.ilm.action.GetLifecycleAction;
import org.elasticsearch.xpack.core.ilm.action.GetLifecycleAction.LifecyclePolicyResponseItem;

/** Returns policies by name or wildcard, all without a name; a missing name is 404. */
public final class GetPolicies
    extends TransportMasterNodeAction<GetLifecycleAction.Request, GetLifecycleAction.Response> {

  private final IndexNameExpressionResolver resolver;

  /** Called by the node. */
  @Inject
  public GetPolicies(
      TransportService transport,
      ClusterService cluster,
      ThreadPool threads,
      ActionFilters filters,
      IndexNameExpressionResolver resolver) {
    super(
        GetLifecycleAction.NAME,
        transport,
        cluster,
        threads,
        filters,
        GetLifecycleAction.Request::new,
        GetLifecycleAction.Response::new,
        EsExecutors.DIRECT_EXECUTOR_SERVICE);
    this.resolver = resolver;
  }

  @Override
  protected void masterOperation(
      Task task,
      GetLifecycleAction.Request request,
      ClusterState state,
      ActionListener<GetLifecycleAction.Response> listener) {
    Map<String, LifecyclePolicyMetadata> policies = PolicyChange.stored(state).getPolicyMetadatas();
    Stream<String> names =
        request.getPolicyNames().length == 0
            ? policies.keySet().stream()
            : Arrays.stream(request.getPolicyNames()).flatMap(name -> matching(name, policies));
    listener.onResponse(
        new GetLifecycleAction.Response(
            names.distinct().sorted().map(name -> item(policies.get(name), state)).toList()));
  }

  private static Stream<String> matching(
      String name, Map<String, LifecyclePolicyMetadata> policies) {
    if (Regex.isSimpleMatchPattern(name)) {
      return policies.keySet().stream().filter(policy -> Regex.simpleMatch(name, policy));
    }
    if (!policies.containsKey(name)) {
      throw new ResourceNotFoundException("Lifecycle policy not found: {}", name);
    }
    return Stream.of(name);
  }

  private LifecyclePolicyResponseItem item(LifecyclePolicyMetadata policy, ClusterState state) {
    return new LifecyclePolicyResponseItem(
        policy.getPolicy(),
        policy.getVersion(),
        policy.getModifiedDateString(),
        LifecyclePolicyUtils.calculateUsage(resolver, state, policy.getName()));
  }

  @Override
  protected ClusterBlockException checkBlock(
      GetLifecycleAction.Request request, ClusterState state) {
    return state.blocks().globalBlockedException(ClusterBlockLevel.METADATA_READ);
  }
}
