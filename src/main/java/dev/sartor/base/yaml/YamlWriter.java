package dev.sartor.base.yaml;

import java.io.StringWriter;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.IOContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLFactoryBuilder;
import tools.jackson.dataformat.yaml.YAMLGenerator;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;
import tools.jackson.dataformat.yaml.util.StringQuotingChecker;

/**
 * Writes a mapping as a YAML document with one key per line. Values are in flow style on the line of their key,
 * {@code {kernel: 3}} or {@code [a, b]}, except for the lists of some keys, which have one item per line.
 */
public final class YamlWriter {
    private final YAMLMapper mapper;

    /**
     * @param plain      pattern of the texts that need no quotes; all others are written in double quotes
     * @param blockLists keys whose list has one item per line
     */
    public YamlWriter(Pattern plain, Set<String> blockLists) {
        mapper = new YAMLMapper(new StyledFactory(plain, Set.copyOf(blockLists)));
    }

    /** The YAML text of a mapping whose values are texts, numbers, lists and mappings, in the order of its keys. */
    public String write(Map<String, ?> entries) {
        return mapper.writeValueAsString(entries);
    }

    /** The same, after a comment of one line. */
    public String write(String comment, Map<String, ?> entries) {
        var text = new StringWriter();
        try (JsonGenerator generator = mapper.createGenerator(text)) {
            ((YAMLGenerator) generator).writeComment(" " + comment);
            mapper.writeValue(generator, entries);
        }
        return text.toString();
    }

    /** Creates generators with two styles, because Jackson's use a single style for the whole document. */
    private static final class StyledFactory extends YAMLFactory {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // it is never serialised
        private final Set<String> blockLists;

        StyledFactory(Pattern plain, Set<String> blockLists) {
            super(settings().stringQuotingChecker(new PlainTexts(plain)));
            this.blockLists = blockLists;
        }

        private static YAMLFactoryBuilder settings() {
            return YAMLFactory.builder()
                    .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
                    .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.INDENT_ARRAYS_WITH_INDICATOR)
                    .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN);
        }

        @Override
        protected YAMLGenerator _createGenerator(ObjectWriteContext context, IOContext io, Writer out) {
            return new StyledGenerator(
                    context,
                    io,
                    context.getStreamWriteFeatures(_streamWriteFeatures),
                    context.getFormatWriteFeatures(_formatWriteFeatures),
                    _quotingChecker,
                    out,
                    blockLists);
        }
    }

    /** Sets the style of each list and mapping immediately before the generator reads it from its options. */
    private static final class StyledGenerator extends YAMLGenerator {
        private static final DumpSettings FLOW =
                DumpSettings.builder().setDefaultFlowStyle(FlowStyle.FLOW).build();

        private final DumpSettings block = _outputOptions;
        private final Set<String> blockLists;

        StyledGenerator(
                ObjectWriteContext context,
                IOContext io,
                int streamFeatures,
                int formatFeatures,
                StringQuotingChecker quoting,
                Writer out,
                Set<String> blockLists) {
            super(context, io, streamFeatures, formatFeatures, quoting, out, null, null);
            this.blockLists = blockLists;
        }

        @Override
        public JsonGenerator writeStartArray() {
            styleArray();
            return super.writeStartArray();
        }

        @Override
        public JsonGenerator writeStartArray(Object value) {
            styleArray();
            return super.writeStartArray(value);
        }

        @Override
        public JsonGenerator writeStartObject() {
            styleObject();
            return super.writeStartObject();
        }

        @Override
        public JsonGenerator writeStartObject(Object value) {
            styleObject();
            return super.writeStartObject(value);
        }

        private void styleArray() {
            String key = streamWriteContext().currentName();
            _outputOptions = key != null && blockLists.contains(key) ? block : FLOW;
        }

        private void styleObject() {
            _outputOptions = streamWriteContext().inRoot() ? block : FLOW;
        }
    }

    /** Quotes all texts that do not match a pattern. */
    private static final class PlainTexts extends StringQuotingChecker {
        private static final long serialVersionUID = 1L;

        private final Pattern plain;

        PlainTexts(Pattern plain) {
            this.plain = plain;
        }

        @Override
        public boolean needToQuoteName(String name) {
            return needToQuoteValue(name);
        }

        @Override
        public boolean needToQuoteValue(String value) {
            return !plain.matcher(value).matches();
        }
    }
}
