package org.trapline.evidence.mail;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<div style='display:none'>secret</div>",
                "<div style='DISPLAY : none !important'><b>secret</b></div>",
                "<span style='visibility:hidden'>secret</span>",
                "<span style='font-size:0'>secret</span>",
                "<span style='font-size:1px'>secret</span>",
                "<span style='font-size:0.01em'>secret</span>",
                "<span style='color:#fff'>secret</span>",
                "<span style='color:rgb(250, 250,250)'>secret</span>",
                "<font color=white>secret</font>",
                "<table bgcolor=#000080><tr><td><font color='#000090'>secret</font></table>",
                "<div style='background-color:black'><span style='color:#010101'>secret</span></div>",
                "<div style='position:absolute;left:-9999px'>secret</div>",
                "<div style='text-indent:-5000px'>secret</div>",
                "<div style='height:0;overflow:hidden'>secret</div>",
                "<div style='opacity:0'>secret</div>",
                "<div hidden>secret</div>",
                "<div style='mso-hide:all'>secret</div>",
                "<style>.x{display:none}</style><p class='y x'>secret</p>",
                "<p id=Z>secret</p><style><!-- /* a */ #z, p.q { color : white } --></style>",
                "<title>secret</title>",
                "<!-- secret -->",
                "<img alt=secret src=cid:1>"
            })
    void whatIsNotShownIsKeptApart(String html) {
        HtmlText text = HtmlText.read("<html><body>seen" + html + "<p>too", new Links());

        assertThat(text.visible()).contains("seen", "too").doesNotContain("secret");
        assertThat(text.hidden()).contains("secret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<span style='color:#333'>shown</span>",
                "<body bgcolor=black text=white>shown",
                "<table style='background:#000'><tr><td style='color:#fff'>shown</table>",
                "<table><td background='x.gif'><font color=white>shown</font>",
                "<span style='visibility:hidden'>a<b style='visibility:visible'>shown</b></span>",
                "<span style='font-size:8pt'>shown</span>",
                "<style>@media print{p{display:none}}</style><p>shown",
                "<div style='position:absolute;left:10px'>shown</div>",
                "<p><noscript>shown</noscript>"
            })
    void whatIsShownIsRead(String html) {
        assertThat(HtmlText.read(html, new Links()).visible()).contains("shown");
    }

    @Test
    void wordsAreWholeAndBlocksAreLines() {
        HtmlText text =
                HtmlText.read("<p>Vi\u200bag&shy;ra &amp;  more</p><div>next<br>line</div><td>a</td>", new Links());

        assertThat(text.visible()).isEqualTo("Viagra & more\nnext\nline\na");
    }

    @Test
    void aLinkHasItsWordsAndWhatIsUnusualAboutIt() {
        Links links = new Links();
        HtmlText.read(
                "<a href='http://ship.example.net/'>www.bank.example.com</a>"
                        + "<a href='http://www.bank.example.com@203.0.113.9/'>Log in</a>"
                        + "<a href='http://r.example.org/?u=http%3A%2F%2Fpills.example.net%2Fx'>click</a>"
                        + "<div style=display:none><a href='http://hidden.example.edu'>x</a></div>"
                        + "<a href='&#104;ttp&#58;//ent&#105;ty.example.com/'>e</a>"
                        + "<a href='javascript:location=1'>j</a><a href='data:text/html,http://x.example'>d</a>",
                links);

        assertThat(links.links())
                .extracting(Link::host, Link::shown, l -> String.join(",", l.signs()))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "ship.example.net", "www.bank.example.com", "shown-differs"),
                        org.assertj.core.groups.Tuple.tuple("203.0.113.9", "Log in", "user-info"),
                        org.assertj.core.groups.Tuple.tuple("r.example.org", "click", "redirector"),
                        org.assertj.core.groups.Tuple.tuple("pills.example.net", "", "redirected"),
                        org.assertj.core.groups.Tuple.tuple("hidden.example.edu", "", "hidden"),
                        org.assertj.core.groups.Tuple.tuple("entity.example.com", "e", ""));
    }

    @Test
    void relativeLinksFollowTheBase() {
        Links links = new Links();
        HtmlText.read("<base href='http://a.example/x/'><a href='buy'>b</a><a href='#top'>t</a>", links);

        assertThat(links.hosts()).containsExactly(new LinkedHost("a.example", "a.example"));
    }
}
