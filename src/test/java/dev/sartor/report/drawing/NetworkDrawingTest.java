package dev.sartor.report.drawing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sartor.network.Network;
import dev.sartor.network.Segment;
import dev.sartor.report.SampleNetworks;
import dev.sartor.report.markup.ReportResource;
import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class NetworkDrawingTest {
    @Test
    void theSmallNetworkIsDrawnAsInTheGoldenFile() {
        Network small = SampleNetworks.small();
        String drawn = NetworkDrawing.svg(small);
        assertEquals(ReportResource.text("small.svg"), drawn.replaceAll("(?s)(<style>).*?(</style>)", "$1$2"));
    }

    @Test
    void theSameNetworkGivesTheSameBytes() {
        assertEquals(NetworkDrawing.svg(SampleNetworks.everyKind()), NetworkDrawing.svg(SampleNetworks.everyKind()));
    }

    @Test
    void everySegmentAndTheInputHasABoxOfItsKind() throws Exception {
        Network network = SampleNetworks.everyKind();
        List<String> drawn = ofStyle(parse(NetworkDrawing.svg(network)), "path", "sn-box").stream()
                .map(e -> e.getAttribute("class").split(" ")[1])
                .toList();
        assertEquals(
                List.of(
                        "sn-input",
                        "sn-stem",
                        "sn-conv",
                        "sn-separable",
                        "sn-separable",
                        "sn-inverted",
                        "sn-universal-inverted",
                        "sn-fused",
                        "sn-tucker",
                        "sn-bottleneck",
                        "sn-shuffle",
                        "sn-xception",
                        "sn-identity",
                        "sn-head"),
                drawn);
    }

    @Test
    void residualAndSqueezeExciteMarksFollowTheLayers() throws Exception {
        Document svg = parse(NetworkDrawing.svg(SampleNetworks.small()));
        assertEquals(2, ofStyle(svg, "circle", "sn-sum").size());
        assertEquals(2, ofStyle(svg, "rect", "sn-gate").size(), "in one cell, and in the legend");
    }

    @Test
    void moreChannelsGiveAWiderBoxAndMoreResolutionAHigherOne() {
        var scale = new DrawingScale(320, 224);
        assertTrue(scale.width(16) < scale.width(24) && scale.width(24) < scale.width(320));
        assertTrue(scale.height(7) < scale.height(14) && scale.height(14) < scale.height(224));
    }

    @Test
    void allShapesLieWithinTheDrawing() throws Exception {
        for (Network network :
                List.of(SampleNetworks.small(), SampleNetworks.mobileNetV2(), SampleNetworks.everyKind())) {
            Document svg = parse(NetworkDrawing.svg(network));
            double width = Double.parseDouble(svg.getDocumentElement().getAttribute("width"));
            double height = Double.parseDouble(svg.getDocumentElement().getAttribute("height"));
            for (Element g : ofStyle(svg, "g", "")) {
                var at = Pattern.compile("translate\\(([0-9.]+) ([0-9.]+)\\)").matcher(g.getAttribute("transform"));
                assertTrue(at.matches(), g.getAttribute("transform"));
                assertTrue(Double.parseDouble(at.group(1)) < width && Double.parseDouble(at.group(2)) < height);
            }
        }
    }

    @Test
    void theAlternativeTextNamesEveryBlock() {
        String words = NetworkDrawing.description(SampleNetworks.small());
        assertTrue(words.contains("2: depthwise-separable 3×3 relu, residual, 16×14×14."), words);
        assertTrue(words.contains("4: inverted residual 5×5 e2.5 h-swish, squeeze-excite, residual, 24×7×7."), words);
    }

    @Test
    void aNameWithMarkupIsEscaped() throws Exception {
        Network small = SampleNetworks.small();
        String name = "</title><script>alert('x')</script>&\u0000";
        String svg = NetworkDrawing.svg(new Network(name, small.layers(), small.segments()));
        assertFalse(svg.contains("<script"));
        assertEquals(
                name.replace('\u0000', '\uFFFD'),
                parse(svg).getElementsByTagName("title").item(0).getTextContent());
    }

    @Test
    void anExtractedSegmentCanBeDrawn() throws Exception {
        Network small = SampleNetworks.small();
        Segment segment = small.segments().get(2);
        assertEquals(
                2,
                ofStyle(parse(NetworkDrawing.svg(small.extract(segment))), "path", "sn-box")
                        .size());
    }

    @Test
    void settingsAreWrappedToTheWidthOfACell() {
        assertEquals(List.of("3×3 e6 s2", "h-swish"), SegmentCell.lines(List.of("3×3", "e6", "s2", "h-swish")));
        assertEquals(List.of(), SegmentCell.lines(List.of()));
    }

    private static Document parse(String svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> ofStyle(Document in, String tag, String style) {
        return ofStyle(in.getDocumentElement(), tag, style);
    }

    private static List<Element> ofStyle(Element in, String tag, String style) {
        NodeList nodes = in.getElementsByTagName(tag);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .filter(e -> e.getAttribute("class").startsWith(style))
                .toList();
    }
}
