package io.weir.elasticsearch.mapping;

import java.io.IOException;
import java.util.Map;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.elasticsearch.common.regex.Regex;
import org.elasticsearch.index.fielddata.FieldData;
import org.elasticsearch.index.fielddata.FieldDataContext;
import org.elasticsearch.index.fielddata.IndexFieldData;
import org.elasticsearch.index.fielddata.plain.ConstantIndexFieldData;
import org.elasticsearch.index.mapper.ConstantFieldType;
import org.elasticsearch.index.mapper.DocumentParserContext;
import org.elasticsearch.index.mapper.FieldMapper;
import org.elasticsearch.index.mapper.KeywordFieldMapper;
import org.elasticsearch.index.mapper.MapperBuilderContext;
import org.elasticsearch.index.mapper.ValueFetcher;
import org.elasticsearch.index.query.QueryRewriteContext;
import org.elasticsearch.index.query.SearchExecutionContext;
import org.elasticsearch.script.field.KeywordDocValuesField;
import org.elasticsearch.search.aggregations.support.CoreValuesSourceType;

/**
 * A field that has the value of its mapping in every document, whether or not the document says so;
 * a document that says another is refused. Unlike the one of a whole Elasticsearch it does not take
 * its value from the first document.
 *
 * @see <a
 *     href="https://www.elastic.co/guide/en/elasticsearch/reference/8.19/keyword.html#constant-keyword-field-type">constant_keyword</a>
 */
final class ConstantKeywordMapper extends FieldMapper {
  static final String TYPE = "constant_keyword";

  static final TypeParser PARSER = new TypeParser((name, context) -> new Builder(name));

  private final String value;

  private ConstantKeywordMapper(String name, Type type, BuilderParams params) {
    super(name, type, params);
    this.value = type.value;
  }

  @Override
  protected void parseCreateField(DocumentParserContext context) throws IOException {
    String given = context.parser().textOrNull();
    if (given != null && !given.equals(value)) {
      throw new IllegalArgumentException(
          "[%s] field [%s] only accepts values that are equal to the value defined in the mappings [%s], but got [%s]"
              .formatted(TYPE, fullPath(), value, given));
    }
  }

  @Override
  public Builder getMergeBuilder() {
    return (Builder) new Builder(leafName()).init(this);
  }

  @Override
  protected String contentType() {
    return TYPE;
  }

  static final class Builder extends FieldMapper.Builder {
    private final Parameter<String> value =
        Parameter.stringParam("value", false, it -> ((ConstantKeywordMapper) it).value, null)
            .addValidator(
                given -> {
                  if (given == null) {
                    throw new IllegalArgumentException("[value] of [" + TYPE + "] must be given");
                  }
                });

    private final Parameter<Map<String, String>> meta = Parameter.metaParam();

    Builder(String name) {
      super(name);
    }

    @Override
    protected Parameter<?>[] getParameters() {
      return new Parameter<?>[] {value, meta};
    }

    @Override
    public ConstantKeywordMapper build(MapperBuilderContext context) {
      Type type = new Type(context.buildFullName(leafName()), meta.get(), value.get());
      return new ConstantKeywordMapper(leafName(), type, builderParams(this, context));
    }
  }

  private static final class Type extends ConstantFieldType {
    private final String value;

    Type(String name, Map<String, String> meta, String value) {
      super(name, meta);
      this.value = value;
    }

    @Override
    public String typeName() {
      return TYPE;
    }

    @Override
    public String familyTypeName() {
      return KeywordFieldMapper.CONTENT_TYPE;
    }

    @Override
    public ValueFetcher valueFetcher(SearchExecutionContext context, String format) {
      return ValueFetcher.singleton(value);
    }

    @Override
    public IndexFieldData.Builder fielddataBuilder(FieldDataContext context) {
      return new ConstantIndexFieldData.Builder(
          value,
          name(),
          CoreValuesSourceType.KEYWORD,
          (values, name) -> new KeywordDocValuesField(FieldData.toString(values), name));
    }

    @Override
    public Query existsQuery(SearchExecutionContext context) {
      return new MatchAllDocsQuery();
    }

    @Override
    protected boolean matches(
        String pattern, boolean caseInsensitive, QueryRewriteContext context) {
      return Regex.simpleMatch(pattern, value, caseInsensitive);
    }

    @Override
    public String getConstantFieldValue(SearchExecutionContext context) {
      return value;
    }
  }
}
