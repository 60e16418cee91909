package io.weir.elasticsearch.lifecycle;

import static org.elasticsearch.rest.RestRequest.Method.DELETE;
import static org.elasticsearch.rest.RestRequest.Method.GET;
import static org.elasticsearch.rest.RestRequest.Method.PUT;
import static org.elasticsearch.rest.RestUtils.getAckTimeout;
import static org.elasticsearch.rest.RestUtils.getMasterNodeTimeout;

import java.io.IOException;
import java.util.List;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.common.Strings;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.action.RestChunkedToXContentListener;
import org.elasticsearch.rest.action.RestToXContentListener;
import org.elasticsearch.xcontent.XContentParser;
import org.elasticsearch.xpack.core.ilm.LifecyclePolicy;
import org.elasticsearch.xpack.core.ilm.action.DeleteLifecycleAction;
import org.elasticsearch.xpack.core.ilm.action.GetLifecycleAction;
import org.elasticsearch.xpack.core.ilm.action.ILMActions;
import org.elasticsearch.xpack.core.ilm.action.PutLifecycleRequest;

/** Turns the requests below {@code /_ilm/policy} into the three actions. */
final class LifecycleRest extends BaseRestHandler {

  @Override
  public String getName() {
    return "weir_lifecycle";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(PUT, "/_ilm/policy/{name}"),
        new Route(GET, "/_ilm/policy"),
        new Route(GET, "/_ilm/policy/{name}"),
        new Route(DELETE, "/_ilm/policy/{name}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client)
      throws IOException {
    return switch (request.method()) {
      case PUT -> put(request, client);
      case DELETE -> delete(request, client);
      default -> get(request, client);
    };
  }

  private static RestChannelConsumer put(RestRequest request, NodeClient client)
      throws IOException {
    PutLifecycleRequest put;
    try (XContentParser parser = request.contentParser()) {
      put = PutLifecycleRequest.parseRequest(new FromPath(request), parser);
    }
    return channel -> client.execute(ILMActions.PUT, put, new RestToXContentListener<>(channel));
  }

  private static RestChannelConsumer get(RestRequest request, NodeClient client) {
    var get =
        new GetLifecycleAction.Request(
            getMasterNodeTimeout(request),
            getAckTimeout(request),
            Strings.splitStringByCommaToArray(request.param("name")));
    return channel ->
        client.execute(
            GetLifecycleAction.INSTANCE, get, new RestChunkedToXContentListener<>(channel));
  }

  private static RestChannelConsumer delete(RestRequest request, NodeClient client) {
    var delete =
        new DeleteLifecycleAction.Request(
            getMasterNodeTimeout(request), getAckTimeout(request), request.param("name"));
    return channel ->
        client.execute(
            DeleteLifecycleAction.INSTANCE, delete, new RestToXContentListener<>(channel));
  }

  /** The policy's name is in the path, the rest of it in the body. */
  private record FromPath(RestRequest request) implements PutLifecycleRequest.Factory {

    @Override
    public PutLifecycleRequest create(LifecyclePolicy policy) {
      return new PutLifecycleRequest(getMasterNodeTimeout(request), getAckTimeout(request), policy);
    }

    @Override
    public String getPolicyName() {
      return request.param("name");
    }
  }
}
