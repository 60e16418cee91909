package io.weir.elasticsearch.root;

import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.pattern.PatternCaptureGroupTokenFilter;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.index.analysis.AbstractTokenFilterFactory;

/** Emits a token for every group that one of the patterns captures. */
final class PatternCapture extends AbstractTokenFilterFactory {

  private final Pattern[] patterns;
  private final boolean preserveOriginal;

  PatternCapture(String name, Settings settings) {
    super(name, settings);
    patterns =
        settings.getAsList("patterns").stream().map(Pattern::compile).toArray(Pattern[]::new);
    preserveOriginal = settings.getAsBoolean("preserve_original", true);
  }

  @Override
  public TokenStream create(TokenStream input) {
    return new PatternCaptureGroupTokenFilter(input, preserveOriginal, patterns);
  }
}
