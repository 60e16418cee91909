package io.weir.elasticsearch.root;

import java.io.IOException;
import org.apache.lucene.util.Version;
import org.elasticsearch.Build;
import org.elasticsearch.action.ActionRequest;
import org.elasticsearch.action.ActionRequestValidationException;
import org.elasticsearch.action.ActionResponse;
import org.elasticsearch.action.ActionType;
import org.elasticsearch.action.support.TransportAction;
import org.elasticsearch.common.io.stream.StreamOutput;
import org.elasticsearch.xcontent.ToXContentObject;
import org.elasticsearch.xcontent.XContentBuilder;

/** What {@code GET /} says about the node and its version. */
final class Greeting extends ActionResponse implements ToXContentObject {

  /** Named as in a distribution, so that the privilege {@code monitor} covers it. */
  static final ActionType<Greeting> ACTION = new ActionType<>("cluster:monitor/main");

  private final String node;
  private final String cluster;
  private final String clusterId;

  Greeting(String node, String cluster, String clusterId) {
    this.node = node;
    this.cluster = cluster;
    this.clusterId = clusterId;
  }

  @Override
  public XContentBuilder toXContent(XContentBuilder json, Params params) throws IOException {
    Build build = Build.current();
    return json.startObject()
        .field("name", node)
        .field("cluster_name", cluster)
        .field("cluster_uuid", clusterId)
        .startObject("version")
        .field("number", build.qualifiedVersion())
        .field("build_flavor", build.flavor())
        .field("build_type", build.type().displayName())
        .field("build_hash", build.hash())
        .field("build_date", build.date())
        .field("build_snapshot", build.isSnapshot())
        .field("lucene_version", Version.LATEST.toString())
        .field("minimum_wire_compatibility_version", build.minWireCompatVersion())
        .field("minimum_index_compatibility_version", build.minIndexCompatVersion())
        .endObject()
        .field("tagline", "You Know, for Search")
        .endObject();
  }

  @Override
  public void writeTo(StreamOutput out) {
    TransportAction.localOnly();
  }

  /** Asks for nothing in particular. */
  static final class Request extends ActionRequest {

    @Override
    public ActionRequestValidationException validate() {
      return null;
    }
  }
}
