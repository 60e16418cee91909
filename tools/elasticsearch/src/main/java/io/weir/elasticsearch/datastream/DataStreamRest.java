package io.weir.elasticsearch.datastream;

import static org.elasticsearch.rest.RestRequest.Method.DELETE;
import static org.elasticsearch.rest.RestRequest.Method.GET;
import static org.elasticsearch.rest.RestRequest.Method.PUT;
import static org.elasticsearch.rest.RestUtils.getAckTimeout;
import static org.elasticsearch.rest.RestUtils.getMasterNodeTimeout;

import java.util.List;
import org.elasticsearch.action.datastreams.CreateDataStreamAction;
import org.elasticsearch.action.datastreams.DeleteDataStreamAction;
import org.elasticsearch.action.datastreams.GetDataStreamAction;
import org.elasticsearch.action.support.IndicesOptions;
import org.elasticsearch.client.internal.node.NodeClient;
import org.elasticsearch.common.Strings;
import org.elasticsearch.rest.BaseRestHandler;
import org.elasticsearch.rest.RestRequest;
import org.elasticsearch.rest.action.RestToXContentListener;

/** Turns the requests below {@code /_data_stream} into the three actions. */
final class DataStreamRest extends BaseRestHandler {

  @Override
  public String getName() {
    return "weir_data_stream";
  }

  @Override
  public List<Route> routes() {
    return List.of(
        new Route(PUT, "/_data_stream/{name}"),
        new Route(GET, "/_data_stream"),
        new Route(GET, "/_data_stream/{name}"),
        new Route(DELETE, "/_data_stream/{name}"));
  }

  @Override
  protected RestChannelConsumer prepareRequest(RestRequest request, NodeClient client) {
    return switch (request.method()) {
      case PUT -> create(request, client);
      case DELETE -> delete(request, client);
      default -> get(request, client);
    };
  }

  private static RestChannelConsumer create(RestRequest request, NodeClient client) {
    var create =
        new CreateDataStreamAction.Request(
            getMasterNodeTimeout(request), getAckTimeout(request), request.param("name"));
    return channel ->
        client.execute(
            CreateDataStreamAction.INSTANCE, create, new RestToXContentListener<>(channel));
  }

  private static RestChannelConsumer get(RestRequest request, NodeClient client) {
    var get =
        new GetDataStreamAction.Request(getMasterNodeTimeout(request), names(request))
            .includeDefaults(request.paramAsBoolean("include_defaults", false))
            .verbose(request.paramAsBoolean("verbose", false));
    get.indicesOptions(IndicesOptions.fromRequest(request, get.indicesOptions()));
    return channel ->
        client.execute(GetDataStreamAction.INSTANCE, get, new RestToXContentListener<>(channel));
  }

  private static RestChannelConsumer delete(RestRequest request, NodeClient client) {
    var delete = new DeleteDataStreamAction.Request(getMasterNodeTimeout(request), names(request));
    delete.indicesOptions(IndicesOptions.fromRequest(request, delete.indicesOptions()));
    return channel ->
        client.execute(
            DeleteDataStreamAction.INSTANCE, delete, new RestToXContentListener<>(channel));
  }

  private static String[] names(RestRequest request) {
    return Strings.splitStringByCommaToArray(request.param("name", "*"));
  }
}
