package io.weir.elasticsearch.root;

import static org.elasticsearch.rest.RestRequest.Method.GET;
import static org.elasticsearch.rest.RestRequest.Method.HEAD;

import java.util.List;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.action.RestToXContentListener;

/** {@code GET /} and {@code HEAD /}. */
final class RootRest extends BaseRestHandler {

  @Override
  public String getName() {
    return "weir_root";
  }

  @Override
  public List<Route> routes() {
    return List.of(new Route(GET, "/"), new Route(HEAD, "/"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return channel ->
        client.execute(
            Greeting.ACTION, new Greeting.Request(), new RestToXContentListener<>(channel));
  }
}
