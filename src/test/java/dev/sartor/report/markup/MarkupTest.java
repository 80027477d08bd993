package dev.sartor.report.markup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MarkupTest {
    @Test
    void textAndAttributesAreEscaped() {
        String written = new Markup()
                .open("a", "title", "\"<&>'")
                .text("<b> & 'c'")
                .close()
                .toString();
        assertEquals("<a title=\"&quot;&lt;&amp;&gt;&#39;\">&lt;b&gt; &amp; &#39;c&#39;</a>", written);
    }

    @Test
    void charactersThatXmlForbidsAreReplaced() {
        assertEquals("a\uFFFDb\n\uFFFD😀", Markup.escape("a\u0007b\n\uD800😀"));
    }

    @Test
    void anUnclosedTagIsAnError() {
        var markup = new Markup().open("p");
        assertThrows(IllegalStateException.class, markup::toString);
    }

    @Test
    void anAttributeWithoutAValueIsAnError() {
        assertThrows(IllegalArgumentException.class, () -> new Markup().open("p", "class"));
    }
}
