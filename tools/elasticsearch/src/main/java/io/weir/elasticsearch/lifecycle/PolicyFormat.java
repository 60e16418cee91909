package io.weir.elasticsearch.lifecycle;

import java.util.List;
import org.elasticsearch.cluster.metadata.Metadata;
import org.elasticsearch.core.CheckedFunction;
import org.elasticsearch.xcontent.NamedXContentRegistry.Entry;
import org.elasticsearch.xcontent.ParseField;
import org.elasticsearch.xcontent.XContentParser;
import org.elasticsearch.xpack.core.ilm.AllocateAction;
import org.elasticsearch.xpack.core.ilm.DeleteAction;
import org.elasticsearch.xpack.core.ilm.DownsampleAction;
import org.elasticsearch.xpack.core.ilm.ForceMergeAction;
import org.elasticsearch.xpack.core.ilm.IndexLifecycleMetadata;
import org.elasticsearch.xpack.core.ilm.LifecycleAction;
import org.elasticsearch.xpack.core.ilm.LifecycleType;
import org.elasticsearch.xpack.core.ilm.MigrateAction;
import org.elasticsearch.xpack.core.ilm.ReadOnlyAction;
import org.elasticsearch.xpack.core.ilm.RolloverAction;
import org.elasticsearch.xpack.core.ilm.SearchableSnapshotAction;
import org.elasticsearch.xpack.core.ilm.SetPriorityAction;
import org.elasticsearch.xpack.core.ilm.ShrinkAction;
import org.elasticsearch.xpack.core.ilm.TimeseriesLifecycleType;
import org.elasticsearch.xpack.core.ilm.UnfollowAction;
import org.elasticsearch.xpack.core.ilm.WaitForSnapshotAction;

/** Which of x-pack-core's parsers reads which part of a policy, in a request and in the store. */
final class PolicyFormat {

  private PolicyFormat() {}

  static List<Entry> entries() {
    return List.of(
        new Entry(
            Metadata.Custom.class,
            new ParseField(IndexLifecycleMetadata.TYPE),
            parser -> IndexLifecycleMetadata.PARSER.parse(parser, null)),
        new Entry(
            LifecycleType.class,
            new ParseField(TimeseriesLifecycleType.TYPE),
            parser -> TimeseriesLifecycleType.INSTANCE),
        action(AllocateAction.NAME, AllocateAction::parse),
        action(DeleteAction.NAME, DeleteAction::parse),
        action(DownsampleAction.NAME, DownsampleAction::parse),
        action(ForceMergeAction.NAME, ForceMergeAction::parse),
        action(MigrateAction.NAME, MigrateAction::parse),
        action(ReadOnlyAction.NAME, ReadOnlyAction::parse),
        action(RolloverAction.NAME, RolloverAction::parse),
        action(SearchableSnapshotAction.NAME, SearchableSnapshotAction::parse),
        action(SetPriorityAction.NAME, SetPriorityAction::parse),
        action(ShrinkAction.NAME, ShrinkAction::parse),
        action(UnfollowAction.NAME, UnfollowAction::parse),
        action(WaitForSnapshotAction.NAME, WaitForSnapshotAction::parse));
  }

  private static Entry action(
      String name, CheckedFunction<XContentParser, LifecycleAction, java.io.IOException> parse) {
    return new Entry(LifecycleAction.class, new ParseField(name), parse);
  }
}
