package io.weir.elasticsearch.root;

import org.elasticsearch.action.ActionListener;
import org.elasticsearch.action.support.ActionFilters;
import org.elasticsearch.action.support.TransportAction;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.common.util.concurrent.EsExecutors;
import org.elasticsearch.injection.guice.Inject;
import org.elasticsearch.tasks.Task;
import org.elasticsearch.transport.TransportService;

/** Answers with the names of the node and its cluster; an action, so that security applies. */
public final class Greet extends TransportAction<Greeting.Request, Greeting> {

  private final ClusterService cluster;

  /** Called by the node. */
  @Inject
  public Greet(TransportService transport, ActionFilters filters, ClusterService cluster) {
    super(
        Greeting.ACTION.name(),
        filters,
        transport.getTaskManager(),
        EsExecutors.DIRECT_EXECUTOR_SERVICE);
    this.cluster = cluster;
  }

  @Override
  protected void doExecute(Task task, Greeting.Request request, ActionListener<Greeting> listener) {
    listener.onResponse(
        new Greeting(
            cluster.getNodeName(),
            cluster.getClusterName().value(),
            cluster.state().metadata().clusterUUID()));
  }
}
