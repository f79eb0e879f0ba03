package jobsweep.acceptance.chart;

import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// A chart's text, read as XML.
record SvgText(Document document) {

    static SvgText of(Object chart) throws Exception {
        return new SvgText(DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(chart.toString()))));
    }

    Element root() {
        return document.getDocumentElement();
    }

    /// The elements with a name, of one class or of any.
    List<Element> all(String name, String... classes) {
        NodeList found = document.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .filter(element -> classes.length == 0 || List.of(classes).contains(element.getAttribute("class")))
                .toList();
    }

    List<String> texts(String name, String... classes) {
        return all(name, classes).stream().map(Element::getTextContent).toList();
    }

    static double number(Element element, String attribute) {
        return Double.parseDouble(element.getAttribute(attribute));
    }
}
