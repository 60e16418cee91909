package io.weir.elasticsearch.mapping;

import java.util.Map;
import org.elasticsearch.index.mapper.Mapper;
import org.elasticsearch.plugins.MapperPlugin;
import org.elasticsearch.plugins.Plugin;

/**
 * Fields of the type {@code constant_keyword}: the server has what all constant fields share; only
 * the module that joins it to a mapping is in no public repository.
 */
public final class ConstantKeywordPlugin extends Plugin implements MapperPlugin {

  @Override
  public Map<String, Mapper.TypeParser> getMappers() {
    return Map.of(ConstantKeywordMapper.TYPE, ConstantKeywordMapper.PARSER);
  }
}
